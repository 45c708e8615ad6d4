import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { git } from '../io/git.ts'

export interface Project {
  /** Root of the main worktree, or the directory itself outside git. */
  root: string
  /** Root of the linked worktree, null in the main one. */
  worktree: string | null
}

/** The project a directory belongs to; a directory that does not exist stands for itself. */
export async function findProject(directory: string): Promise<Project> {
  const start = await realpath(directory).catch(() => path.resolve(directory))
  const place = await git(start, ['rev-parse', '--path-format=absolute', '--show-toplevel', '--git-common-dir'])
  const [root, common] = (place ?? '').split('\n')
  if (!root || !common) return { root: start, worktree: null }
  const main = path.basename(common) === '.git' ? path.dirname(common) : root
  return { root: main, worktree: main === root ? null : root }
}
