import { RefusedError } from '../core/errors.ts'
import { enrich } from '../core/state/enrich.ts'
import { inherit } from '../core/state/inherit.ts'
import type { Session, State } from '../core/types.ts'
import type { Env } from '../io/env.ts'
import { deriveNow } from './draft.ts'
import { withStore } from './open-store.ts'
import { findProject } from './project.ts'
import type { Saved } from './state.ts'

export interface SessionPlace {
  directory: string
  env: Env
  /** Id of the host; the transcript's own when it is null. */
  session: string | null
  transcript: string | null
  /** Revision of another session that was put into this one, to be continued. */
  tookUp?: number | undefined
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
    const save = (state: State) => store.save({ scope, state, trigger: 'auto' })
    const origin =
      place.tookUp === undefined ? null : await store.load({ project: project.root, revision: place.tookUp })
    const own = origin && origin.session !== name ? inherit(origin.state, derived) : derived
    const before = name === null ? null : await store.load({ project: project.root, session: name })
    try {
      return await save(before === null ? own : enrich(before.state, own))
    } catch (error) {
      // Together they may pass a limit that each alone keeps; what came before stays in its own revision.
      if (!(error instanceof RefusedError)) throw error
      return save(derived)
    }
  })
  return { ...saved, project: project.root }
}
