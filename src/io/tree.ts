import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'

export interface Tree {
  /** Every file and folder below the root, relative, with forward slashes. */
  paths: Set<string>
  /** Regular files, symlinks to files inside the root among them. */
  files: string[]
  /** true when the limit was reached and the rest was not looked at. */
  cut: boolean
}

const SKIPPED = new Set(['node_modules', '.git', 'dist', '.venv', '__pycache__'])

/** Walks a folder without following symlinks out of it; dependencies, build output and git's own files are left out. */
export async function readTree(root: string, limit = 20_000): Promise<Tree> {
  const tree: Tree = { paths: new Set(), files: [], cut: false }
  const real = await realpath(root)
  const queue = ['']
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => [])) {
      if (tree.paths.size >= limit) return { ...tree, cut: true }
      const relative = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (SKIPPED.has(entry.name)) continue
      tree.paths.add(relative)
      if (entry.isDirectory()) queue.push(relative)
      else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsInside(path.join(root, relative), real))))
        tree.files.push(relative)
    }
  }
  tree.files.sort()
  return tree
}

async function leadsInside(link: string, root: string): Promise<boolean> {
  try {
    const target = await realpath(link)
    return target.startsWith(root + path.sep) && (await stat(target)).isFile()
  } catch {
    return false
  }
}

/** What is at a path, without following it if it is a symlink. */
export async function kindOf(file: string): Promise<'file' | 'directory' | 'symlink' | 'other' | 'missing'> {
  try {
    const info = await lstat(file)
    if (info.isSymbolicLink()) return 'symlink'
    if (info.isDirectory()) return 'directory'
    return info.isFile() ? 'file' : 'other'
  } catch {
    return 'missing'
  }
}
