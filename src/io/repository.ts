import type { CommitFact, Repository } from '../core/evidence.ts'
import { git, readGit } from './git.ts'

export interface RepositoryRequest {
  /** Abbreviated or full shas to look up. */
  shas: readonly string[]
  /** Read the newest commits with the files they changed. */
  history: boolean
  merges?: readonly (readonly [branch: string, into: string])[]
}

type Found = CommitFact & { reachable: boolean }

const MAX_COMMITS = 300
const MAX_SHAS = 2000

/** What the repository that holds `cwd` says now, in a handful of git calls however much is asked; null outside a repository. */
export async function readRepository(cwd: string, request: RepositoryRequest): Promise<Repository | null> {
  const state = await readGit(cwd)
  if (!state) return null
  const [refs, tracking, commits, shallow, shas, merges] = await Promise.all([
    git(state.root, [
      'for-each-ref',
      '--format=%(refname)%09%(objectname)%09%(*objectname)',
      'refs/heads',
      'refs/remotes',
      'refs/tags',
    ]),
    git(state.root, ['rev-list', '--left-right', '--count', '@{upstream}...HEAD']),
    request.history ? readHistory(state.root) : [],
    git(state.root, ['rev-parse', '--is-shallow-repository']),
    lookUp(state.root, request.shas.slice(0, MAX_SHAS)),
    readMerges(state.root, request.merges ?? []),
  ])
  const upstream = tracking === null ? null : await git(state.root, ['rev-parse', '--abbrev-ref', '@{upstream}'])
  const [behind, ahead] = (tracking ?? '').trim().split(/\s+/).map(Number)
  return {
    root: state.root,
    branch: state.branch,
    head: state.head,
    dirty: state.dirty,
    worktrees: state.worktrees,
    ...readRefs(refs ?? ''),
    upstream: upstream?.trim() ?? null,
    ahead: tracking === null ? null : (ahead ?? null),
    behind: tracking === null ? null : (behind ?? null),
    commits,
    shallow: shallow?.trim() !== 'false',
    commit: sha => shas.get(sha),
    contains: (branch, into) => merges.get(`${branch}\0${into}`),
  }
}

function readRefs(text: string): Pick<Repository, 'branches' | 'remoteBranches' | 'tags'> {
  const [branches, remoteBranches, tags] = [
    new Map<string, string>(),
    new Map<string, string>(),
    new Map<string, string>(),
  ]
  for (const line of text.split('\n')) {
    const [name = '', sha = '', peeled] = line.split('\t')
    if (name.startsWith('refs/heads/')) branches.set(name.slice(11), sha)
    else if (name.startsWith('refs/remotes/') && !name.endsWith('/HEAD')) remoteBranches.set(name.slice(13), sha)
    else if (name.startsWith('refs/tags/')) tags.set(name.slice(10), peeled || sha)
  }
  return { branches, remoteBranches, tags }
}

/** `\x1e sha \t time \t subject`, then `status \t path` lines (https://git-scm.com/docs/git-log). */
async function readHistory(root: string): Promise<CommitFact[]> {
  const log = await git(root, [
    'log',
    `--max-count=${MAX_COMMITS}`,
    '--name-status',
    '--no-renames',
    '--diff-merges=first-parent',
    '--format=%x1e%H%x09%cI%x09%s',
    '-z',
  ])
  const commits: CommitFact[] = []
  for (const record of (log ?? '').split('\x1e')) {
    const [head = '', ...rest] = record.split('\0')
    const [sha, at, ...subject] = head.split('\t')
    if (!sha || !at) continue
    const fields = rest.filter(field => field !== '' && field !== '\n').map(field => field.replace(/^\n/, ''))
    const files: { status: string; path: string }[] = []
    for (let i = 0; i + 1 < fields.length && files.length < 500; i += 2)
      files.push({ status: fields[i]![0]!, path: fields[i + 1]! })
    commits.push({ sha, at: toUtc(at), subject: subject.join('\t').trim(), files })
  }
  return commits
}

function toUtc(time: string): string {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? time : date.toISOString()
}

/** Every sha in three git calls: which name a commit, what it says, and whether a branch or tag reaches it. */
async function lookUp(root: string, shas: readonly string[]): Promise<Map<string, Found | null>> {
  const found = new Map<string, Found | null>()
  const asked = [...new Set(shas)].filter(sha => /^[0-9a-f]{4,64}$/i.test(sha))
  if (asked.length === 0) return found
  const full = await commitsNamed(root, asked)
  if (!full) return found
  const known = [...new Set(full.filter(sha => sha !== null))].map(sha => `${sha}\n`).join('')
  const [log, lost] = await Promise.all([
    known ? git(root, ['log', '--no-walk=unsorted', '--format=%H%x09%cI%x09%s', '--stdin'], known) : '',
    known ? git(root, ['rev-list', '--stdin'], `${known}--not\n--branches\n--remotes\n--tags\nHEAD\n`) : '',
  ])
  const unreachable = new Set((lost ?? '').split('\n'))
  const facts = new Map<string, Found>()
  for (const line of (log ?? '').split('\n')) {
    const [sha, at, ...subject] = line.split('\t')
    if (sha && at) facts.set(sha, { sha, at: toUtc(at), subject: subject.join('\t'), reachable: !unreachable.has(sha) })
  }
  for (const [index, sha] of asked.entries()) found.set(sha, facts.get(full[index] ?? '') ?? null)
  return found
}

/** Full sha of each name that names a commit, null of the others, in one call; null when git fails. */
async function commitsNamed(root: string, names: readonly string[]): Promise<(string | null)[] | null> {
  const answer = await git(
    root,
    ['cat-file', '--batch-check=%(objectname) %(objecttype)'],
    names.map(name => `${name}^{commit}\n`).join(''),
  )
  return answer === null ? null : answer.split('\n').map(line => /^([0-9a-f]{40,64}) commit$/.exec(line)?.[1] ?? null)
}

const MAX_MERGES = 20

async function readMerges(
  root: string,
  pairs: NonNullable<RepositoryRequest['merges']>,
): Promise<Map<string, boolean>> {
  const found = new Map<string, boolean>()
  const asked = pairs
    .slice(0, MAX_MERGES)
    .filter(pair => pair.every(name => /^[\w./@+-]+$/.test(name) && !name.startsWith('-')))
  if (asked.length === 0) return found
  const names = [...new Set(asked.flat())]
  const shas = (await commitsNamed(root, names)) ?? []
  const tip = (name: string) => shas[names.indexOf(name)] ?? null
  for (const [branch, into] of asked) {
    const [from, to] = [tip(branch), tip(into)]
    if (!from || !to) continue
    found.set(`${branch}\0${into}`, (await git(root, ['merge-base', '--is-ancestor', from, to])) !== null)
  }
  return found
}
