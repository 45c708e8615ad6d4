import { count, oneLine, truncate } from './text.ts'
import type { State } from './types.ts'

/** One thing that is no longer as the state says. */
export interface Drift {
  kind: 'head' | 'dirty' | 'plan' | 'branch' | 'missing' | 'tests'
  detail: string
}

/** What the project says now; gathered at the edge. */
export interface Facts {
  /** The linked worktree the session ran in is gone. */
  lostWorktree: string | null
  /** null outside a repository. */
  git: {
    branch: string | null
    head: string | null
    /** Relative to the worktree. */
    dirty: string[]
    /** Commits between the saved HEAD and this one, newest first; null when the saved one is no ancestor of it. */
    since: { sha: string; subject: string }[] | null
    /** Files named in `dirty`, then or now, that were written after the save. */
    writtenSince: string[]
  } | null
  /** SHA-256 of each plan document the state names; null when it is not there. */
  plans: ReadonlyMap<string, string | null>
}

/** What the project said when the state was saved; the store keeps it beside the state. */
export interface SavedFacts {
  branch: string | null
  head: string | null
  /** Relative to the worktree. */
  dirty: string[]
  plans: { path: string; sha256: string | null }[]
}

/**
 * What was so at the time: what the store noted when it saved, otherwise (saved elsewhere, or outside a repository) the state's own
 * evidence, which is as old as the state.
 */
export function recordedFacts(state: State, saved: SavedFacts | null): Partial<SavedFacts> {
  const own = state.x_midstride ?? {}
  const noted = saved && (saved.head ?? saved.branch) !== null
  const { head = null, dirty } = own
  return {
    ...(noted ? saved : { branch: state.environment.git_branch, head, ...(dirty && { dirty }) }),
    plans: [...(own.plans ?? []), ...(saved?.plans ?? [])],
  }
}

/** Documents the next session is told to open, each once. */
export function planPaths(state: Pick<State, 'documents'>): string[] {
  const { impl, design, must_read } = state.documents
  return [...new Set([...impl, ...design, ...must_read].map(document => document.path))]
}

/** What changed between the save and now, one entry for each thing; empty when nothing that was recorded has. */
export function findDrift(state: State, saved: SavedFacts | null, now: Facts): Drift[] {
  const was = recordedFacts(state, saved)
  const code = [...headDrift(was.head, now), ...(was.dirty ? dirtyDrift(was.dirty, now) : countDrift(state, now))]
  return [
    ...(now.lostWorktree ? [missing(now.lostWorktree)] : []),
    ...branchDrift(was.branch, now),
    ...code,
    ...(code.length > 0 ? testDrift(state) : []),
    ...planDrift(planPaths(state), was.plans ?? [], now),
  ]
}

/** Results that stood when the state was saved, and were verified by nothing since: the last one of each command that passed. */
function testDrift({ x_midstride }: State): Drift[] {
  const last = new Map((x_midstride?.tests ?? []).map(test => [test.command, test]))
  return [...last.values()]
    .filter(({ outcome, writes_since }) => outcome === 'passed' && !writes_since)
    .slice(-MAX_TESTS)
    .map(({ command }) => ({
      kind: 'tests',
      detail: `\`${truncate(oneLine(command), 80)}\` passed before these changes, run it again`,
    }))
}

const MAX_TESTS = 3

const missing = (path: string): Drift => ({ kind: 'missing', detail: `${path} does not exist any more` })

function branchDrift(was: string | null | undefined, { git }: Facts): Drift[] {
  if (!git || !was || git.branch === was) return []
  return [{ kind: 'branch', detail: `branch is ${git.branch ?? 'none (detached HEAD)'}, was ${was}` }]
}

function headDrift(was: string | null | undefined, { git }: Facts): Drift[] {
  if (!git || !was || git.head === was) return []
  const commits = git.since ?? []
  if (commits.length > 0)
    return commits.map(({ sha, subject }) => ({
      kind: 'head',
      detail: `commit ${short(sha)} came since: ${truncate(oneLine(subject), 120)}`,
    }))
  return [{ kind: 'head', detail: `HEAD is ${short(git.head)}, was ${short(was)}, which is not in its history` }]
}

function dirtyDrift(before: readonly string[], { git }: Facts): Drift[] {
  if (!git) return []
  const [was, is, written] = [new Set(before), new Set(git.dirty), new Set(git.writtenSince)]
  const drift = (path: string, words: string): Drift => ({ kind: 'dirty', detail: `${path} ${words}` })
  return capped([
    ...git.dirty
      .filter(path => !was.has(path))
      .map(path => drift(path, 'has uncommitted changes it did not have then')),
    ...git.dirty
      .filter(path => was.has(path) && written.has(path))
      .map(path => drift(path, 'was written after the save')),
    ...before.filter(path => !is.has(path)).map(path => drift(path, 'had uncommitted changes then, has none now')),
  ])
}

const MAX_FILES = 100

/** A folder of thousands of new files is told in one line after the first hundred. */
function capped(drift: Drift[]): Drift[] {
  const more = drift.length - MAX_FILES
  if (more <= 0) return drift
  return [...drift.slice(0, MAX_FILES), { kind: 'dirty', detail: `${count(more, 'more file')} changed` }]
}

/** A state that names no files still says how many there were. */
function countDrift(state: State, { git }: Facts): Drift[] {
  const status = state.environment.git_status
  if (!git || status === null) return []
  const was = status === 'clean' ? 0 : Number.parseInt(status, 10)
  if (was === git.dirty.length) return []
  return [{ kind: 'dirty', detail: `${count(git.dirty.length, 'uncommitted file')} now, ${was} then` }]
}

function planDrift(named: readonly string[], recorded: SavedFacts['plans'], { plans }: Facts): Drift[] {
  const saved = new Map(recorded.map(plan => [plan.path, plan.sha256]))
  const drift: Drift[] = []
  for (const path of new Set([...named, ...saved.keys()])) {
    const was = saved.get(path)
    const is = plans.get(path)
    if (is === undefined) continue
    if (is === null && was !== null) drift.push(missing(path))
    else if (is !== null && was === null) drift.push({ kind: 'plan', detail: `${path} exists now, it did not then` })
    else if (is !== null && was !== undefined && is !== was) drift.push({ kind: 'plan', detail: `${path} was changed` })
  }
  return drift
}

const short = (sha: string | null) => (sha ? sha.slice(0, 9) : 'none')
