import { createRequire } from 'node:module'
import type { DatabaseSync } from 'node:sqlite'
import { UserError } from '../../core/errors.ts'

export type SqliteModule = { DatabaseSync: typeof DatabaseSync }

/** `node:sqlite` where Node has it (22.13 and later), otherwise the package that offers the same interface. */
export async function loadEngine(): Promise<SqliteModule> {
  if (process.versions.bun) return bunEngine()
  const builtin = quietly(() => process.getBuiltinModule?.('node:sqlite'))
  if (builtin) return builtin
  try {
    // Not `import()`: in a hook it would start the loader for ES modules, for 10 ms of its 80.
    return createRequire(import.meta.url)('@photostructure/sqlite') as SqliteModule
  } catch {
    throw new UserError(
      `this Node (${process.version}) has no SQLite of its own, and @photostructure/sqlite is not installed`,
      'use Node 22.13 or later, or install midstride with its optional dependencies',
    )
  }
}

/** OpenCode runs plugins in Bun, whose own module answers to the same calls. */
async function bunEngine(): Promise<SqliteModule> {
  const name = 'bun:sqlite'
  const { Database } = (await import(name)) as { Database: SqliteModule['DatabaseSync'] }
  return { DatabaseSync: Database }
}

/** Node 22 warns that its SQLite is experimental; that one warning is kept from the user's screen. */
function quietly<T>(load: () => T): T {
  const { emitWarning } = process
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes('SQLite is an experimental feature'))
      Reflect.apply(emitWarning, process, [warning, ...rest])
  }) as typeof process.emitWarning
  try {
    return load()
  } finally {
    process.emitWarning = emitWarning
  }
}
