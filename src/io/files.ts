import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { UserError } from '../core/errors.ts'
import { makeFolder } from './folder.ts'

/** Largest document read as text: 16 MiB (INTERFACES). */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024

/** Reads a UTF-8 text file; refuses what is not one, in one line. */
export async function readTextFile(
  file: string,
  options: { max?: number; allowEmpty?: boolean } = {},
): Promise<string> {
  const bytes = await readRegularFile(file, options.max ?? MAX_DOCUMENT_BYTES)
  if (bytes.length === 0 && !options.allowEmpty) throw new UserError(`${file} is empty`, 'name a file with content')
  if (bytes.subarray(0, 8192).includes(0))
    throw new UserError(`${file} is binary, not text`, 'name a Markdown, YAML or JSON file')
  return bytes.toString('utf8').replace(/^\ufeff/, '')
}

export async function readRegularFile(file: string, max: number): Promise<Buffer> {
  const info = statFile(file)
  if (info.size > max)
    throw new UserError(
      `${file} is ${Math.ceil(info.size / 1048576)} MiB, more than the ${Math.floor(max / 1048576)} MiB that are read`,
      'split the file',
    )
  try {
    return await readFile(file)
  } catch (error) {
    throw readError(file, error)
  }
}

/** Size and time of a regular file, or a UserError that says what is there instead. */
export function statFile(file: string): { size: number; mtimeMs: number } {
  try {
    const info = statSync(file)
    if (info.isDirectory()) throw new UserError(`${file} is a directory`, 'name a file')
    if (!info.isFile()) throw new UserError(`${file} is not a regular file`, 'name a file')
    return info
  } catch (error) {
    throw error instanceof UserError ? error : readError(file, error)
  }
}

function readError(file: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT' || code === 'ENOTDIR') return new UserError(`${file} does not exist`, 'check the path')
  if (code === 'EACCES' || code === 'EPERM')
    return new UserError(`${file} cannot be read: permission denied`, 'check its permissions')
  return new UserError(`${file} cannot be read: ${(error as Error).message}`)
}

/** Writes through a temporary file and a rename, so that a reader never sees half of it. Creates missing folders. */
export async function writeFileAtomic(file: string, text: string | Uint8Array, mode = 0o644): Promise<void> {
  const folder = path.dirname(file)
  makeFolder(folder)
  const temporary = path.join(folder, `.${path.basename(file)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`)
  try {
    const handle = await open(temporary, 'wx', mode)
    try {
      await handle.writeFile(text)
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw new UserError(
      `${file} cannot be written: ${(error as Error).message}`,
      'check the folder and its permissions',
    )
  }
}
