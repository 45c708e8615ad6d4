import { execFile } from 'node:child_process'
import { findRepository, listWorktrees, type WorktreeHead } from './git-layout.ts'

const TIMEOUT_MS = 10_000
const MAX_BYTES = 64 * 1024 * 1024

/** What the repository says now; null outside a repository or without git. */
export interface GitState {
  /** Root of the worktree. */
  root: string
  /** Root of the repository's main worktree; equal to `root` outside linked worktrees. */
  mainRoot: string
  /** null when HEAD is detached or there is no commit. */
  branch: string | null
  head: string | null
  /** Files that differ from HEAD or are untracked, relative to `root`. */
  dirty: string[]
  /** null without one. */
  upstream: string | null
  /** Commits the upstream lacks; null without one. */
  ahead: number | null
  /** Commits of the upstream that are not here; null without one. */
  behind: number | null
  stashes: number
  worktrees: WorktreeHead[]
}

/**
 * Runs git with arguments, never through a shell; hooks and configuration of the repository are not executed. `input` is written to its
 * stdin. Null when it fails.
 */
export function git(cwd: string, args: string[], input?: string): Promise<string | null> {
  const quiet = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...args]
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }
  return new Promise(resolve => {
    try {
      const child = execFile('git', quiet, { cwd, env, timeout: TIMEOUT_MS, maxBuffer: MAX_BYTES }, (error, stdout) =>
        resolve(error ? null : stdout),
      )
      if (input !== undefined) child.stdin?.on('error', () => {}).end(input)
    } catch {
      resolve(null)
    }
  })
}

export async function readGit(cwd: string): Promise<GitState | null> {
  const repository = await findRepository(cwd)
  if (!repository) return null
  const { root, mainRoot } = repository
  const [status, worktrees] = await Promise.all([
    git(root, ['status', '--porcelain=v2', '--branch', '--show-stash', '-z', '--untracked-files=all']),
    listWorktrees(repository),
  ])
  return status === null ? null : { root, mainRoot, ...parseStatus(status), worktrees }
}

/** Reads `git status --porcelain=v2 --branch --show-stash -z` (https://git-scm.com/docs/git-status). */
export function parseStatus(text: string): Omit<GitState, 'root' | 'mainRoot' | 'worktrees'> {
  const result: ReturnType<typeof parseStatus> = {
    branch: null,
    head: null,
    upstream: null,
    ahead: null,
    behind: null,
    stashes: 0,
    dirty: [],
  }
  const parts = text.split('\0')
  for (let i = 0; i < parts.length; i += 1) {
    const part = parts[i]!
    if (part.startsWith('# branch.oid ')) result.head = part.endsWith('(initial)') ? null : part.slice(13)
    else if (part.startsWith('# branch.head ')) result.branch = part.endsWith('(detached)') ? null : part.slice(14)
    else if (part.startsWith('# branch.upstream ')) result.upstream = part.slice(18)
    else if (part.startsWith('# branch.ab ')) {
      const [, ahead, behind] = /^# branch\.ab \+(\d+) -(\d+)$/.exec(part) ?? []
      result.ahead = Number(ahead)
      result.behind = Number(behind)
    } else if (part.startsWith('# stash ')) result.stashes = Number(part.slice(8))
    else if (part.startsWith('1 ')) result.dirty.push(part.split(' ').slice(8).join(' '))
    else if (part.startsWith('2 ')) {
      result.dirty.push(part.split(' ').slice(9).join(' '))
      i += 1
    } else if (part.startsWith('u ')) result.dirty.push(part.split(' ').slice(10).join(' '))
    else if (part.startsWith('? ')) result.dirty.push(part.slice(2))
  }
  return result
}
