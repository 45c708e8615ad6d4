import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { findRepository } from '../io/git-layout.ts'

export interface Project {
  /** Root of the main worktree, or the directory itself outside git. */
  root: string
  /** Root of the linked worktree, null in the main one. */
  worktree: string | null
  /** `root` when it is a git repository, else null. */
  repository: string | null
}

/** The project a directory belongs to; a directory that does not exist stands for itself. */
export async function findProject(directory: string): Promise<Project> {
  const start = await realpath(directory).catch(() => path.resolve(directory))
  const repository = await findRepository(start)
  if (!repository) return { root: start, worktree: null, repository: null }
  const { root, mainRoot } = repository
  return { root: mainRoot, worktree: mainRoot === root ? null : root, repository: mainRoot }
}
