import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { it } from 'vitest'

/** Third-party files for development, beside the checkout; not part of the project. */
const shared = path.resolve(import.meta.dirname, '../../../shared')

/** Every file below a folder of `../shared`, with a short name; none where it is absent. */
export function sharedFiles(folder: string, extension: string): { name: string; file: string }[] {
  const root = path.join(shared, folder)
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith(extension))
    .map(entry => path.join(entry.parentPath, entry.name))
    .sort()
    .map(file => ({ name: path.relative(root, file), file }))
}

/** A test for each file below a folder of `../shared`; where that is absent, one skipped test that says so. */
export function eachShared(folder: string, extension: string, test: (file: string) => unknown): void {
  const files = sharedFiles(folder, extension)
  if (files.length === 0) it.skip(`../shared/${folder} is not here`, () => {})
  it.each(files)('$name', ({ file }) => test(file) as Promise<void>)
}
