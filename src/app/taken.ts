/** Whose work a session took up, and which session took its place: written by whoever learns of it, read by hooks and tools alike. */

import type { Env } from '../io/env.ts'
import type { Store } from '../store/store.ts'
import { Marks, type TakenUp } from './hooks/marks.ts'

/** More would be a session that only looks around. */
const MAX_TAKEN = 3
const MAX_HEIRS = 20

/** One file for each session, whichever host it runs in. */
const notesOf = (env: Env, session: string): Marks => new Marks(env, '', session)

/** Notes that a session goes on with what another one left; its own state, or none, is nothing to take up. */
export function noteTakenUp(env: Env, session: string | null, left: TakenUp): void {
  if (session === null || left.session === session) return
  const marks = notesOf(env, session)
  const known = (marks.data.tookUp ?? []).filter(one => one.session !== left.session)
  const { revision, session: from } = left
  marks.set({ tookUp: [...known, { revision, session: from }].slice(-MAX_TAKEN) })
}

export function takenUp(env: Env, session: string | null): readonly TakenUp[] {
  return session === null ? [] : (notesOf(env, session).data.tookUp ?? [])
}

/** The states behind them; a revision that is gone is replaced by the latest of its session. */
export async function statesTaken(store: Store, project: string, taken: readonly TakenUp[]) {
  const found = await Promise.all(
    taken.map(
      async ({ revision, session }) =>
        (await store.load({ project, revision })) ?? (session === null ? null : await store.load({ project, session })),
    ),
  )
  return found.filter(saved => saved !== null)
}

/** Notes that the host goes on with another session in the same process: its servers still name the old one. */
export function noteHeir(env: Env, session: string, heir: string): void {
  if (session !== heir) notesOf(env, session).set({ heir })
}

/** A session that is resumed goes on itself. */
export function forgetHeir(env: Env, session: string): void {
  const marks = notesOf(env, session)
  if (marks.data.heir !== undefined) marks.set({ heir: undefined })
}

/** The session that goes on where the named one was cleared; the same one as a rule. */
export function heirOf(env: Env, session: string): string {
  const seen = new Set<string>()
  let current = session
  while (!seen.has(current) && seen.size < MAX_HEIRS) {
    seen.add(current)
    const { heir } = notesOf(env, current).data
    if (typeof heir !== 'string' || heir === '') return current
    current = heir
  }
  return session
}
