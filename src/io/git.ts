import path from 'node:path'
import { x } from 'tinyexec'

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
  worktrees: { path: string; branch: string | null; head: string | null }[]
}

/**
 * Runs git with arguments, never through a shell; hooks and configuration of the repository are not executed. `input` is written to its
 * stdin. Null when it fails.
 */
export async function git(cwd: string, args: string[], input?: string): Promise<string | null> {
  try {
    const running = x('git', ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...args], {
      nodeOptions: { cwd, env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' } },
      timeout: 10_000,
    })
    if (input !== undefined) running.process?.stdin?.on('error', () => {}).end(input)
    const result = await running
    return result.exitCode === 0 ? result.stdout : null
  } catch {
    return null
  }
}

export async function readGit(cwd: string): Promise<GitState | null> {
  const [place, status, list] = await Promise.all([
    git(cwd, ['rev-parse', '--path-format=absolute', '--show-toplevel', '--git-common-dir']),
    git(cwd, ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all']),
    git(cwd, ['worktree', 'list', '--porcelain', '-z']),
  ])
  const [root, common] = (place ?? '').split('\n')
  if (!root || !common) return null
  const { branch, head, dirty } = parseStatus(status ?? '')
  return {
    root,
    mainRoot: path.basename(common) === '.git' ? path.dirname(common) : root,
    branch,
    head,
    dirty,
    worktrees: parseWorktrees(list ?? ''),
  }
}

/** Reads `git status --porcelain=v2 --branch -z` (https://git-scm.com/docs/git-status). */
export function parseStatus(text: string): Pick<GitState, 'branch' | 'head' | 'dirty'> {
  const result: Pick<GitState, 'branch' | 'head' | 'dirty'> = { branch: null, head: null, dirty: [] }
  const parts = text.split('\0')
  for (let i = 0; i < parts.length; i += 1) {
    const part = parts[i]!
    if (part.startsWith('# branch.oid ')) result.head = part.endsWith('(initial)') ? null : part.slice(13)
    else if (part.startsWith('# branch.head ')) result.branch = part.endsWith('(detached)') ? null : part.slice(14)
    else if (part.startsWith('1 ')) result.dirty.push(part.split(' ').slice(8).join(' '))
    else if (part.startsWith('2 ')) {
      result.dirty.push(part.split(' ').slice(9).join(' '))
      i += 1
    } else if (part.startsWith('u ')) result.dirty.push(part.split(' ').slice(10).join(' '))
    else if (part.startsWith('? ')) result.dirty.push(part.slice(2))
  }
  return result
}

function parseWorktrees(text: string): GitState['worktrees'] {
  const worktrees: GitState['worktrees'] = []
  for (const record of text.split('\0\0')) {
    const fields = new Map(
      record
        .split('\0')
        .filter(Boolean)
        .map(line => [line.split(' ')[0]!, line.slice(line.indexOf(' ') + 1)]),
    )
    const at = fields.get('worktree')
    if (at && !fields.has('bare'))
      worktrees.push({
        path: at,
        branch: fields.get('branch')?.replace(/^refs\/heads\//, '') ?? null,
        head: fields.get('HEAD') ?? null,
      })
  }
  return worktrees
}
