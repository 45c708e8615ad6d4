import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Facts } from '../core/drift.ts'
import { MAX_DOCUMENT_BYTES, readRegularFile } from './files.ts'
import { git, parseStatus } from './git.ts'

export interface FactRequest {
  /** Root of the repository's main worktree; null outside git. */
  repository: string | null
  /** Linked worktree the state is about. */
  worktree?: string | null
  /** HEAD when it was taken. */
  head?: string | null
  /** Files that were dirty then, relative to the worktree. */
  dirty?: readonly string[]
  /** Time it was taken, ISO 8601. */
  since?: string
  plans: readonly string[]
}

const STATUS = ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all']

/** Reads what the project says now. Only regular files are hashed; nothing is executed but git itself. */
export async function readFacts(request: FactRequest): Promise<Facts> {
  const { worktree = null, repository } = request
  const lostWorktree = worktree !== null && !(await isDirectory(worktree)) ? worktree : null
  const root = lostWorktree === null && repository !== null ? (worktree ?? repository) : null
  const [status, plans] = await Promise.all([root === null ? null : git(root, STATUS), hashAll(request.plans)])
  if (root === null || status === null) return { lostWorktree, git: null, plans }
  const { branch, head, dirty } = parseStatus(status)
  const [since, writtenSince] = await Promise.all([
    commitsSince(root, request.head, head),
    writtenAfter(
      root,
      dirty.filter(file => request.dirty?.includes(file)),
      request.since,
    ),
  ])
  return { lostWorktree, git: { branch, head, dirty, since, writtenSince }, plans }
}

const isDirectory = async (file: string) => (await stat(file).catch(() => null))?.isDirectory() ?? false

async function hashAll(files: readonly string[]): Promise<Map<string, string | null>> {
  return new Map(await Promise.all(files.map(async file => [file, await sha256(file)] as const)))
}

/** SHA-256 of a regular file of at most 16 MiB in hex; null when it is not there or is something else. */
export async function sha256(file: string): Promise<string | null> {
  try {
    const info = await stat(file)
    if (!info.isFile()) return null
    return createHash('sha256')
      .update(await readRegularFile(file, MAX_DOCUMENT_BYTES))
      .digest('hex')
  } catch {
    return null
  }
}

async function commitsSince(
  root: string,
  was: string | null | undefined,
  head: string | null,
): Promise<{ sha: string; subject: string }[] | null> {
  if (!was || !head || was === head || !/^[0-9a-f]{7,64}$/i.test(was)) return null
  if ((await git(root, ['merge-base', '--is-ancestor', was, head])) === null) return null
  const log = await git(root, ['log', '--format=%H%x09%s', '--max-count=200', `${was}..${head}`])
  return (log ?? '')
    .split('\n')
    .filter(Boolean)
    .map(line => ({ sha: line.slice(0, line.indexOf('\t')), subject: line.slice(line.indexOf('\t') + 1) }))
}

async function writtenAfter(root: string, files: readonly string[], since: string | undefined): Promise<string[]> {
  const then = since ? Date.parse(since) : Number.NaN
  if (Number.isNaN(then)) return []
  const times = await Promise.all(
    files.map(async file => [file, (await stat(path.join(root, file)).catch(() => null))?.mtimeMs ?? 0] as const),
  )
  return times.filter(([, time]) => time > then).map(([file]) => file)
}
