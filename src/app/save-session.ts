import { RefusedError } from '../core/errors.ts'
import { enrich } from '../core/state/enrich.ts'
import { inherit, lighten } from '../core/state/inherit.ts'
import type { Session, State } from '../core/types.ts'
import type { Env } from '../io/env.ts'
import type { SaveRequest, SaveResult, Store } from '../store/store.ts'
import { deriveNow } from './draft.ts'
import { withStore } from './open-store.ts'
import { findProject } from './project.ts'
import type { Saved } from './state.ts'
import { statesTaken, takenUp } from './taken.ts'

export interface SessionPlace {
  directory: string
  env: Env
  /** Id of the host; the transcript's own when it is null. */
  session: string | null
  transcript: string | null
  /** It ended a while ago: what git says now is not what it left, and its state is as old as its last record. */
  past?: boolean
}

/** Nothing was said, run or touched: there is nothing to keep. */
export function isEmptySession(session: Session): boolean {
  return session.messages.length === 0 && session.files.length === 0 && session.commands.length === 0
}

/**
 * Saves what a session's own record holds, together with the judgement that an earlier save of the same session holds. Made for hooks: one
 * git process, and the same record gives the same state.
 */
export async function saveSession(session: Session, place: SessionPlace): Promise<Saved> {
  const taken = Date.parse(session.endedAt ?? '')
  const [project, derived] = await Promise.all([
    findProject(place.directory),
    deriveNow(session, {
      project: place.directory,
      transcript: place.transcript ?? undefined,
      mode: 'auto',
      env: place.env,
      now: new Date(Number.isNaN(taken) ? Date.now() : taken),
      quick: true,
      past: place.past ?? false,
    }),
  ])
  const name = place.session ?? session.sessionId
  const scope = {
    project: project.root,
    worktree: project.worktree,
    branch: derived.environment.git_branch,
    session: name,
  }
  const saved = await withStore(place.env, async store => {
    const before = name === null ? null : ((await store.load({ project: project.root, session: name }))?.state ?? null)
    const left = (await statesTaken(store, project.root, takenUp(place.env, name))).map(({ state }) => state)
    const at = place.past && !Number.isNaN(taken) ? new Date(taken).toISOString() : undefined
    const all = (from: readonly State[]) => {
      const own = from.length > 0 ? inherit(from, derived, before) : derived
      return before === null ? own : enrich(before, own)
    }
    // Together they may pass a limit that each alone keeps; what came before stays in its own revision.
    return saveFirst(store, { scope, trigger: 'auto', ...(at && { at }) }, [
      () => all(left),
      () => all(left.map(lighten)),
      () => derived,
    ])
  })
  return { ...saved, project: project.root }
}

/** Saves the first of several forms of a state that passes. */
async function saveFirst(
  store: Store,
  request: Omit<SaveRequest, 'state'>,
  forms: (() => State)[],
): Promise<SaveResult> {
  let refused: unknown
  for (const form of forms)
    try {
      return await store.save({ ...request, state: form() })
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      refused = error
    }
  throw refused
}
