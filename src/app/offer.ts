/** What one session left for the next: found in the same worktree, offered in a few words, taken up by "continue". */
import { safeText } from '../core/recovery/safe.ts'
import { age, count, oneLine, truncate } from '../core/text.ts'
import type { Env } from '../io/env.ts'
import { withStore } from './open-store.ts'
import { findProject } from './project.ts'
import { withoutSession } from './session-id.ts'
import { type Loaded, loadState } from './state.ts'

/** Older states are not offered; `/pull` and `midstride resume` still find them. */
const OFFER_HOURS = 7 * 24

/** The whole message, with nothing else asked for. */
const CONTINUE =
  /^\s*(?:please\s+)?(?:continue|resume|go on|carry on|pick up where (?:we|you) left off)(?:\s+please)?\s*[.!]?\s*$/i

export const takesUp = (prompt: string): boolean => prompt.length < 100 && CONTINUE.test(prompt)

/** The latest state that another session left in this very worktree. */
export async function findOffer(directory: string, env: Env, session: string | null): Promise<Loaded | null> {
  const { worktree } = await findProject(directory)
  const place = { directory, env: withoutSession(env) }
  const loaded = await withStore(env, store => loadState(store, place, { maxAgeHours: OFFER_HOURS }))
  return loaded && loaded.worktree === worktree && loaded.session !== session ? loaded : null
}

/** For the model and for the person; both short, since most sessions begin with something new. */
export function wordOffer({ state, drift, session, revision, age_hours }: Loaded): {
  context: string
  message: string
} {
  const open = state.todos.explicit.filter(todo => todo.status !== 'completed').length
  const goal = state.goals.main_task ?? state.goals.current_phase ?? state.goals.ultimate
  const what = [
    goal && `about "${truncate(oneLine(safeText(goal)), 120)}"`,
    open > 0 && count(open, 'open todo'),
    drift.length > 0 && `${count(drift.length, 'change')} in the project since`,
  ].filter(Boolean)
  const who = `session ${truncate(safeText(session ?? 'unknown'), 60)}`
  const facts = [`${who} left a saved state ${age(age_hours)} ago (revision ${revision})`, what.join(', ')]
  const words = `midstride: ${facts.filter(Boolean).join(': ')}.`
  return {
    context: `${words} It is loaded when the user's first message is "continue", or by /pull or \`midstride resume\`. Otherwise leave it alone.`,
    message: `${words} "continue" takes it up.`,
  }
}
