/** What an earlier session left, put into this one: a short offer first, the whole block when it is taken up or was this session's own. */
import { renderRecovery } from '../../core/recovery/block.ts'
import { safeText } from '../../core/recovery/safe.ts'
import { count, oneLine, truncate } from '../../core/text.ts'
import type { HookContext, HookInput, HookOutput } from '../hook.ts'
import { withStore } from '../open-store.ts'
import { findProject } from '../project.ts'
import { type Loaded, loadState } from '../state.ts'
import type { MarkData } from './marks.ts'
import { placeOf } from './place.ts'

/** Older states are not offered; `/pull` and `midstride resume` still find them. */
const OFFER_HOURS = 7 * 24

/** The latest state of a session, for itself. */
export function recallSession(input: HookInput, session: string): Promise<Loaded | null> {
  return withStore(input.env, store => loadState(store, placeOf(input, session)))
}

/** The latest state that another session left in this very worktree. */
export async function recallOther(input: HookInput): Promise<Loaded | null> {
  const place = placeOf(input, null)
  const { worktree } = await findProject(place.directory)
  const loaded = await withStore(input.env, store => loadState(store, place, { maxAgeHours: OFFER_HOURS }))
  return loaded && loaded.worktree === worktree && loaded.session !== input.sessionId ? loaded : null
}

export function recallRevision(input: HookInput, { project, revision }: NonNullable<MarkData['offer']>) {
  const place = { ...placeOf(input, null), directory: project }
  return withStore(input.env, store => loadState(store, place, { revision }))
}

/** The whole block. It is in the conversation once for each revision. */
export function giveBlock(loaded: Loaded, { marks }: HookContext): HookOutput {
  if (marks.data.injected === loaded.revision) return {}
  marks.set({ injected: loaded.revision, offer: undefined, pending: undefined })
  return { context: renderRecovery(loaded).text }
}

export function giveOffer(loaded: Loaded, { marks }: HookContext): HookOutput {
  marks.set({ offer: offerOf(loaded), pending: undefined })
  return offer(loaded)
}

export const offerOf = ({ revision, project }: Loaded) => ({ revision, project })

function offer(loaded: Loaded): HookOutput {
  const { state, drift, session, revision } = loaded
  const open = state.todos.explicit.filter(todo => todo.status !== 'completed').length
  const goal = state.goals.main_task ?? state.goals.current_phase ?? state.goals.ultimate
  const what = [
    goal && `about "${truncate(oneLine(safeText(goal)), 120)}"`,
    open > 0 && `${count(open, 'open todo')}`,
    drift.length > 0 && `${count(drift.length, 'change')} in the project since`,
  ].filter(Boolean)
  const who = `session ${truncate(safeText(session ?? 'unknown'), 60)}`
  const facts = `${who} left a saved state ${age(loaded.age_hours)} ago (revision ${revision})${what.length > 0 ? `: ${what.join(', ')}` : ''}`
  return {
    context: `midstride: ${facts}. It is loaded when the user's first message is "continue", or by /pull or \`midstride resume\`. Otherwise leave it alone.`,
    message: `midstride: ${facts}. "continue" takes it up.`,
  }
}

function age(hours: number): string {
  if (hours < 1) return count(Math.max(1, Math.round(hours * 60)), 'minute')
  return hours < 48 ? count(Math.round(hours), 'hour') : count(Math.round(hours / 24), 'day')
}
