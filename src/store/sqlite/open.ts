import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import path from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { UserError } from '../../core/errors.ts'
import type { Database, Queries, Row, Value } from '../sql/database.ts'
import { dialect } from './dialect.ts'
import { loadEngine } from './engine.ts'
import { toUserError } from './errors.ts'
import { migrations } from './schema.ts'

/** How long one process waits for another's write, in milliseconds. */
const BUSY_MS = 3000

/** Opens the file, creating it (0600, new folders 0700) when it is missing. A file that is no database is left as it is. */
export async function openSqlite(file: string): Promise<Database> {
  const { DatabaseSync } = await loadEngine()
  createFile(file)
  let handle: DatabaseSync | undefined
  try {
    handle = new DatabaseSync(file)
    handle.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA foreign_keys = ON`)
    useWal(handle)
    migrate(handle, file)
    return new SqliteDatabase(handle, file)
  } catch (error) {
    handle?.close()
    throw toUserError(error, file)
  }
}

function createFile(file: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    const fresh = !statSync(file, { throwIfNoEntry: false })
    closeSync(openSync(file, 'a', 0o600))
    if (fresh) chmodSync(file, 0o600)
  } catch (error) {
    throw new UserError(
      `the database ${file} cannot be opened: ${(error as Error).message}`,
      'check the folder and its permissions, or set MIDSTRIDE_DB to another file',
    )
  }
}

function useWal(handle: DatabaseSync): void {
  const mode = handle.prepare('PRAGMA journal_mode').get() as { journal_mode: string }
  if (mode.journal_mode !== 'wal') handle.exec('PRAGMA journal_mode = WAL')
  handle.exec('PRAGMA synchronous = NORMAL')
}

const versionOf = (handle: DatabaseSync) =>
  (handle.prepare('PRAGMA user_version').get() as { user_version: number }).user_version

function migrate(handle: DatabaseSync, file: string): void {
  if (versionOf(handle) === migrations.length) return
  handle.exec('BEGIN IMMEDIATE')
  try {
    const version = versionOf(handle)
    if (version > migrations.length)
      throw new UserError(
        `the database ${file} was written by a newer midstride (version ${version} of its tables, ${migrations.length} known)`,
        'update midstride, or set MIDSTRIDE_DB to another file',
      )
    for (const step of migrations.slice(version)) handle.exec(step)
    handle.exec(`PRAGMA user_version = ${migrations.length}`)
    handle.exec('COMMIT')
  } catch (error) {
    handle.exec('ROLLBACK')
    throw error
  }
}

class SqliteDatabase implements Database {
  readonly dialect = dialect
  private readonly handle: DatabaseSync
  private readonly file: string
  private readonly statements = new Map<string, StatementSync>()
  private turn: Promise<unknown> = Promise.resolve()

  constructor(handle: DatabaseSync, file: string) {
    this.handle = handle
    this.file = file
  }

  async all(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    return this.run(sql, values)
  }

  /** The connection is one, so transactions of this process take turns. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    const result = this.turn.then(() => this.inTransaction(work))
    this.turn = result.catch(() => undefined)
    return result
  }

  private async inTransaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    this.run('BEGIN IMMEDIATE', [])
    try {
      const result = await work(this)
      this.run('COMMIT', [])
      return result
    } catch (error) {
      this.run('ROLLBACK', [])
      throw error
    }
  }

  private run(sql: string, values: readonly Value[]): Row[] {
    try {
      let statement = this.statements.get(sql)
      if (!statement) {
        statement = this.handle.prepare(sql)
        this.statements.set(sql, statement)
      }
      return statement.all(...values) as Row[]
    } catch (error) {
      throw toUserError(error, this.file)
    }
  }

  async close(): Promise<void> {
    await this.turn
    this.statements.clear()
    this.handle.close()
  }
}
