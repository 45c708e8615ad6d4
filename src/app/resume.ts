import type { Drift } from '../core/drift.ts'
import { renderRecovery } from '../core/recovery/block.ts'
import type { Revision, Store } from '../store/store.ts'
import { type Loaded, loadState, type Place } from './state.ts'

export interface Resumed {
  /** The recovery block, without a final newline. */
  block: string
  revision: number
  session: string | null
  project: string
  saved_at: string
  age_hours: number
  drift: Drift[]
  /** What did not fit into the block, by kind. */
  omitted: Record<string, number>
  shortened: number
  others: Revision[]
}

/**
 * The recovery block of a saved state. `id` is a session, a revision of the project, or a task (its session is meant); without
 * one, the state that `loadState` chooses. Null when nothing is saved.
 */
export async function resumeState(
  store: Store,
  place: Place,
  id: string | undefined,
  maxChars: number,
): Promise<Resumed | null> {
  const loaded = await findState(store, place, id)
  if (!loaded) return null
  const { text, omitted, shortened } = renderRecovery(loaded, maxChars)
  const { revision, session, project, saved_at, age_hours, drift, others } = loaded
  return { block: text, revision, session, project, saved_at, age_hours, drift, omitted, shortened, others }
}

/** A saved state by session, revision or task; without one, the state that `loadState` chooses. */
export async function findState(store: Store, place: Place, id: string | undefined): Promise<Loaded | null> {
  if (id === undefined) return loadState(store, place)
  const bySession = await loadState(store, { ...place, session: id })
  if (bySession) return bySession
  const revision = /^r?(\d{1,15})$/.exec(id)?.[1]
  if (revision) return loadState(store, { ...place, session: undefined }, { revision: Number(revision) })
  const task = await store.getTask(id)
  return task?.session ? loadState(store, { ...place, session: task.session }) : null
}
