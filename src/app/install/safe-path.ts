import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { kindOf } from '../../io/tree.ts'

export type SafePath =
  /** Where to write: the path itself, or what a symlink inside the root leads to. `link`: the last part is a symlink. */
  | { ok: true; file: string; link: boolean }
  /** A part of the path is a symlink that leads out of the root, or nowhere, or no folder. */
  | { ok: false; why: string }

/** Where a path below the root really lies. Symlinks are followed only as long as they stay below it. */
export async function safePath(root: string, relative: string): Promise<SafePath> {
  const realRoot = await realpath(root)
  let at = realRoot
  const parts = relative.split('/')
  for (const [index, part] of parts.entries()) {
    const next = path.join(at, part)
    const last = index === parts.length - 1
    const kind = await kindOf(next)
    if (kind === 'missing') return { ok: true, file: path.join(at, ...parts.slice(index)), link: false }
    if (kind === 'symlink') {
      const target = await realpath(next).catch(() => null)
      const shown = parts.slice(0, index + 1).join('/')
      if (target === null) return { ok: false, why: `${shown} is a symlink that leads nowhere` }
      if (target !== realRoot && !target.startsWith(realRoot + path.sep))
        return { ok: false, why: `${shown} is a symlink that leads out of ${root}` }
      if (last) return { ok: true, file: target, link: true }
      at = target
      continue
    }
    if (!last && kind !== 'directory')
      return { ok: false, why: `${parts.slice(0, index + 1).join('/')} is not a folder` }
    if (last && kind === 'directory') return { ok: false, why: `${relative} is a folder` }
    at = next
  }
  return { ok: true, file: at, link: false }
}
