import { isDeepStrictEqual } from 'node:util'
import type { SavedFacts } from '../../core/drift.ts'
import { RefusedError, UserError } from '../../core/errors.ts'
import { maskDeep } from '../../core/secrets.ts'
import type { Origin } from '../../core/state/complete.ts'
import { findVanished } from '../../core/state/monotone.ts'
import { prepareState } from '../../core/state/prepare.ts'
import { describe, type Problem } from '../../core/state/problem.ts'
import { salvageState } from '../../core/state/quarantine.ts'
import type { State } from '../../core/types.ts'
import type { LoadRequest, Revision, SavedState, SaveRequest, SaveResult, Scope, Trigger } from '../store.ts'
import { type Database, first, type Queries, type Row } from './database.ts'

export interface StateOptions {
  /** Revisions kept per session. */
  keep: number
  now(): Date
  /** The name under which a project's rows are kept, from its root. */
  nameOf(root: string): Promise<string>
}

const columns = ({ dialect }: Database) =>
  `revision, session, branch, worktree, trigger, saved_at, bytes, CASE WHEN ${dialect.own} THEN NULL ELSE owner END AS user_name`
/** States without a session belong to whoever saved them. */
const sameSession = ({ dialect }: Database) => `project = ? AND session = ? AND (session <> '' OR ${dialect.own})`

export async function saveState(db: Database, request: SaveRequest, options: StateOptions): Promise<SaveResult> {
  const { scope, trigger } = request
  checkScope(scope)
  const savedAt = request.at ?? options.now().toISOString()
  const origin = { project: scope.project, session: scope.session ?? null, timestamp: savedAt }
  const { state, warnings, problems } = prepareState(request.state, origin)
  if (!state) throw new RefusedError(`state refused: ${describe(problems)}`, 'correct it and save again')
  const session = scope.session ?? null
  const text = JSON.stringify(state)
  const [facts = null, project] = await Promise.all([request.facts?.(state), options.nameOf(scope.project)])
  return db.transaction(async queries => {
    await db.dialect.lock(queries, project)
    const latest = await first(
      queries,
      `SELECT ${columns(db)}, state_json FROM revision WHERE ${sameSession(db)} ORDER BY revision DESC LIMIT 1`,
      [project, session ?? ''],
    )
    checkExpected(request.expect, Number(latest?.revision ?? 0))
    if (latest && sameState(String(latest.state_json), text, state, request.state.timestamp === undefined))
      return { ...toRevision(latest), warnings, unchanged: true }
    const revision: Revision = {
      revision: Number((await first(queries, db.dialect.nextRevision, [project]))!.next),
      session,
      branch: scope.branch ?? facts?.branch ?? state.environment.git_branch,
      worktree: scope.worktree ?? null,
      trigger,
      saved_at: savedAt,
      bytes: Buffer.byteLength(text),
    }
    await insert(db, queries, { project, path: scope.project, text, facts, ...revision })
    await prune(db, queries, [project, session ?? ''], options.keep)
    const lost = latest && !request.deliberate ? losses(latest, state, origin) : []
    return { ...revision, warnings: [...warnings, ...lost], unchanged: false }
  })
}

/** Ids and paths are kept as they are given, so that they are found again; what no engine keeps is refused. */
function checkScope({ project, worktree, branch, session }: Scope): void {
  for (const [name, value] of Object.entries({ project, worktree, branch, session }))
    if (value != null && (value.length > 4096 || /[\0-\x1f\x7f]/.test(value)))
      throw new RefusedError(`the ${name} of a state needs at most 4096 characters, none of them a control character`)
}

/** What binds, stood in the latest revision and is gone without a word. */
function losses(latest: Row, state: State, origin: Origin): Problem[] {
  const before = salvageState(JSON.parse(String(latest.state_json)), origin).state
  return findVanished(before, state).map(({ kind, pointer, text }) => ({
    pointer: pointer.replace(/\/\d+$/, ''),
    problem: `the ${kind} "${text}" of revision ${latest.revision} is gone, and nothing says why`,
  }))
}

function checkExpected(expect: number | undefined, latest: number): void {
  if (expect === undefined || expect === latest) return
  const found = latest === 0 ? 'nothing was saved yet' : `the latest revision is ${latest}`
  throw new RefusedError(
    `expected revision ${expect}, but ${found}: another save came between`,
    'load it, merge, and save again',
  )
}

/** A state that came without a time is the same as one that got its time from an earlier save. */
function sameState(stored: string, text: string, state: State, untimed: boolean): boolean {
  if (stored === text) return true
  if (stored.length !== text.length) return false
  const before = JSON.parse(stored) as State
  return isDeepStrictEqual(untimed ? { ...before, timestamp: state.timestamp } : before, state)
}

interface NewRow extends Revision {
  project: string
  path: string
  text: string
  facts: SavedFacts | null
}

async function insert({ dialect }: Database, queries: Queries, row: NewRow): Promise<void> {
  const { project, path, text, facts, revision, session, branch, worktree, trigger, saved_at, bytes } = row
  await queries.all(
    `INSERT INTO revision (project, path, revision, session, branch, worktree, trigger, saved_at, bytes, state_json, facts_json)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[project, path, revision, session ?? '', branch, worktree, trigger, saved_at, bytes, text],
      facts ? JSON.stringify(maskDeep(facts)) : null,
    ],
  )
  await queries.all(
    `INSERT INTO workflow_state (project_path, state_json, trigger, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (${dialect.currentRow}) DO UPDATE
     SET state_json = excluded.state_json, trigger = excluded.trigger, updated_at = excluded.updated_at
     WHERE workflow_state.updated_at <= excluded.updated_at`,
    [project, text, trigger, saved_at, saved_at],
  )
}

/** Drops what lies beyond the newest `keep` revisions of a session; the newest of every session always stays. */
async function prune(db: Database, queries: Queries, session: readonly string[], keep: number): Promise<void> {
  const oldest = await first(
    queries,
    `SELECT revision FROM revision WHERE ${sameSession(db)} ORDER BY revision DESC LIMIT 1 OFFSET ?`,
    [...session, Math.max(1, keep) - 1],
  )
  if (oldest)
    await queries.all(`DELETE FROM revision WHERE ${sameSession(db)} AND revision < ?`, [...session, oldest.revision!])
}

export async function loadState(db: Database, request: LoadRequest, options: StateOptions): Promise<SavedState | null> {
  const where = ['project = ?']
  const values: (string | number)[] = [await options.nameOf(request.project)]
  const add = (condition: string, value: string | number | undefined) => {
    if (value === undefined) return
    where.push(condition)
    values.push(value)
  }
  add('session = ?', request.session)
  if (request.worktree === null) where.push('worktree IS NULL')
  else add('worktree = ?', request.worktree)
  add('revision = ?', request.revision)
  if (request.maxAgeHours !== undefined)
    add('saved_at >= ?', new Date(options.now().getTime() - request.maxAgeHours * 3_600_000).toISOString())
  const row = await first(
    db,
    `SELECT ${columns(db)}, state_json, facts_json FROM revision WHERE ${where.join(' AND ')} ORDER BY revision DESC LIMIT 1`,
    values,
  )
  if (!row) return null
  const revision = toRevision(row)
  const origin = { project: request.project, session: revision.session, timestamp: revision.saved_at }
  const facts = row.facts_json ? (JSON.parse(String(row.facts_json)) as SavedFacts) : null
  return { ...revision, project: request.project, facts, ...salvageState(parseRow(row, request.project), origin) }
}

function parseRow(row: Row, project: string): unknown {
  try {
    return JSON.parse(String(row.state_json))
  } catch {
    throw new UserError(
      `revision ${row.revision} of ${project} cannot be read: its text is damaged`,
      "choose an older one from 'midstride log' and bring it back with 'midstride restore REV'",
    )
  }
}

export async function logStates(
  db: Database,
  root: string,
  { session, limit = 1_000_000 }: { session?: string; limit?: number },
  options: StateOptions,
): Promise<Revision[]> {
  const project = await options.nameOf(root)
  const [where, values] = session === undefined ? ['project = ?', [project]] : [sameSession(db), [project, session]]
  const rows = await db.all(`SELECT ${columns(db)} FROM revision WHERE ${where} ORDER BY revision DESC LIMIT ?`, [
    ...values,
    limit,
  ])
  return rows.map(toRevision)
}

export async function latestOfSessions(db: Database, root: string, options: StateOptions): Promise<Revision[]> {
  const project = await options.nameOf(root)
  const rows = await db.all(
    `SELECT ${columns(db)} FROM revision WHERE project = ? AND revision IN
     (SELECT max(revision) FROM revision WHERE project = ? GROUP BY session, CASE session WHEN '' THEN owner END)
     ORDER BY revision DESC`,
    [project, project],
  )
  return rows.map(toRevision)
}

function toRevision(row: Row): Revision {
  return {
    revision: Number(row.revision),
    session: String(row.session) || null,
    branch: row.branch as string | null,
    worktree: row.worktree as string | null,
    trigger: row.trigger as Trigger,
    saved_at: String(row.saved_at),
    bytes: Number(row.bytes),
    ...(row.user_name && { user: String(row.user_name) }),
  }
}
