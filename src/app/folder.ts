import { stat } from 'node:fs/promises'
import path from 'node:path'
import { UserError } from '../core/errors.ts'

/** The folder a `--cwd` names, or the current one. */
export async function existingFolder(named: string | undefined, cwd: string): Promise<string> {
  if (named === undefined) return cwd
  const folder = path.resolve(cwd, named)
  const info = await stat(folder).catch(() => null)
  if (!info) throw new UserError(`${named} does not exist`, 'name an existing folder')
  if (!info.isDirectory()) throw new UserError(`${named} is not a folder`, 'name a folder')
  return folder
}
