import { type Drift, findDrift, planPaths, recordedFacts, type SavedFacts } from '../core/drift.ts'
import { RefusedError } from '../core/errors.ts'
import { emptyState } from '../core/state/complete.ts'
import { mergeState } from '../core/state/merge.ts'
import type { State } from '../core/types.ts'
import type { Env } from '../io/env.ts'
import { readFacts } from '../io/facts.ts'
import type { LoadRequest, Revision, SavedState, SaveResult, Store, Trigger } from '../store/store.ts'
import { findProject, type Project } from './project.ts'
import { sessionFromEnv } from './session-id.ts'

/** Where a use case runs and whose state it is about. */
export interface Place {
  /** Directory inside the project; its root is found. */
  directory: string
  env: Env
  /** Session id that was asked for; null: explicitly none. */
  session?: string | null | undefined
}

export interface Saved extends SaveResult {
  project: string
}

export interface SaveOptions {
  state: Partial<State>
  /** The state's own mode when it is left out. */
  trigger?: Trigger | undefined
  expect?: number | undefined
  /** What vanished was taken out on purpose. */
  deliberate?: boolean
}

const TRIGGERS = ['manual', 'auto', 'checkpoint']

/**
 * Saves a state under the project of `directory`. The session is the one asked for, else the host's, else the state's own. Notes
 * HEAD, changed files and the hashes of the plan documents, so that loading can say what changed.
 */
export async function saveState(store: Store, place: Place, request: SaveOptions): Promise<Saved> {
  const { state, expect, deliberate } = request
  const project = await findProject(place.directory)
  const session = place.session === undefined ? (sessionFromEnv(place.env) ?? ownSession(state)) : place.session
  const trigger = request.trigger ?? (TRIGGERS.includes(state.mode as string) ? (state.mode as Trigger) : 'manual')
  const result = await store.save({
    scope: { project: project.root, worktree: project.worktree, session: session || null },
    state,
    trigger,
    facts: whole => factsNow(project, whole),
    ...(expect !== undefined && { expect }),
    ...(deliberate && { deliberate }),
  })
  return { ...result, project: project.root }
}

const ownSession = ({ session_id }: Partial<State>) => (typeof session_id === 'string' ? session_id : null)

async function factsNow({ worktree, repository }: Project, state: State): Promise<SavedFacts> {
  const { git, plans } = await readFacts({ repository, worktree, plans: planPaths(state) })
  return {
    branch: git?.branch ?? null,
    head: git?.head ?? null,
    dirty: (git?.dirty ?? []).slice(0, 5000),
    plans: [...plans].map(([path, sha256]) => ({ path, sha256 })),
  }
}

export interface Loaded extends SavedState {
  /** Hours since it was saved. */
  age_hours: number
  drift: Drift[]
  /** Latest revisions of the project's other sessions, newest first. */
  others: Revision[]
}

/**
 * Loads a state and compares it with the project as it is now. Without a session: the host's own, else the user's newest of
 * this worktree, else the newest of the project. A session that was asked for and is unknown is not found.
 */
export async function loadState(
  store: Store,
  place: Place,
  request: { maxAgeHours?: number | undefined; revision?: number | undefined } = {},
): Promise<Loaded | null> {
  const project = await findProject(place.directory)
  const sessions = newestFirst(await store.sessions(project.root))
  const saved = await findSaved(store, place, project, sessions, request)
  if (!saved) return null
  const others = sessions.filter(({ session }) => session !== saved.session)
  const was = recordedFacts(saved.state, saved.facts)
  const now = await readFacts({
    repository: project.repository,
    worktree: saved.worktree,
    head: was.head ?? null,
    dirty: was.dirty ?? [],
    since: saved.saved_at,
    plans: [...new Set([...planPaths(saved.state), ...(was.plans ?? []).map(plan => plan.path)])],
  })
  return { ...saved, age_hours: hoursSince(saved.saved_at), drift: findDrift(saved.state, saved.facts, now), others }
}

/** By the time of what they hold: a session that was saved long after its end has a high revision. */
const newestFirst = (sessions: readonly Revision[]): Revision[] =>
  [...sessions].sort((a, b) => (a.saved_at < b.saved_at ? 1 : a.saved_at > b.saved_at ? -1 : b.revision - a.revision))

async function findSaved(
  store: Store,
  place: Place,
  project: Project,
  sessions: readonly Revision[],
  request: { maxAgeHours?: number | undefined; revision?: number | undefined },
): Promise<SavedState | null> {
  const common: LoadRequest = {
    project: project.root,
    ...(request.maxAgeHours !== undefined && { maxAgeHours: request.maxAgeHours }),
    ...(request.revision !== undefined && { revision: request.revision }),
  }
  if (place.session != null) return store.load({ ...common, session: place.session })
  if (request.revision !== undefined) return store.load(common)
  const host = sessionFromEnv(place.env)
  const own = sessions.filter(({ user }) => user === undefined)
  const latest = async ([newest]: readonly Revision[]) =>
    newest ? store.load({ ...common, revision: newest.revision }) : null
  return (
    (host ? await store.load({ ...common, session: host }) : null) ??
    (await latest(own.filter(({ worktree }) => worktree === project.worktree))) ??
    (await latest(own)) ??
    (await latest(sessions))
  )
}

const hoursSince = (time: string) => Math.max(0, Math.round((Date.now() - Date.parse(time)) / 36_000) / 100)

/**
 * Merges updates into the latest state of the session (asked for, else the host's, else the newest one) by identity and saves the
 * result; when another save comes between, it is done
 * anew on what that one left. Nothing saved yet: the updates become the first state.
 */
export async function updateState(
  store: Store,
  place: Place,
  request: { updates: Record<string, unknown>; trigger?: Trigger | undefined },
): Promise<Saved> {
  for (let attempt = 0; ; attempt += 1) {
    const project = await findProject(place.directory)
    const asked = place.session ?? sessionFromEnv(place.env) ?? undefined
    const sessions = asked === undefined ? newestFirst(await store.sessions(project.root)) : []
    const before = await findSaved(store, { ...place, session: asked }, project, sessions, {})
    const session = before ? before.session : asked
    const base = before?.state ?? emptyState({ project: project.root, timestamp: new Date().toISOString() })
    const state = mergeState(base, request.updates)
    try {
      return await saveState(
        store,
        { ...place, session },
        { state, trigger: request.trigger, expect: before?.revision ?? 0, deliberate: true },
      )
    } catch (error) {
      if (!(error instanceof RefusedError) || attempt >= 4 || !(await movedOn(store, project, before))) throw error
    }
  }
}

async function movedOn(store: Store, project: Project, before: SavedState | null): Promise<boolean> {
  const [latest] = await store.log(project.root, { limit: 1, ...(before?.session && { session: before.session }) })
  return (latest?.revision ?? 0) !== (before?.revision ?? 0)
}

/** Saves an older revision's state as a new revision of its session. */
export async function restoreState(store: Store, place: Place, revision: number): Promise<Saved | null> {
  const project = await findProject(place.directory)
  const saved = await store.load({ project: project.root, revision })
  if (!saved) return null
  const { state, trigger, worktree, branch, session, facts } = saved
  const result = await store.save({
    scope: { project: project.root, worktree, branch, session },
    state,
    trigger,
    deliberate: true,
    ...(facts && { facts: async () => facts }),
  })
  return { ...result, project: project.root }
}
