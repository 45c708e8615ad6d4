import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../core/errors.ts'

/** Folder of the installed package (or the repository): where commands, workflows, skills and schemas lie. */
export function packageRoot(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json')
    if (existsSync(manifest) && isOurs(manifest)) return folder
    if (path.dirname(folder) === folder)
      throw new UserError(`the pack that came with midstride is not above ${from}`, 'install midstride again')
  }
}

function isOurs(manifest: string): boolean {
  try {
    return JSON.parse(readFileSync(manifest, 'utf8')).name === 'midstride'
  } catch {
    return false
  }
}
