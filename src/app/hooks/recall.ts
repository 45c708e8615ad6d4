/** What an earlier session left, put into this one: a short offer first, the whole block when it is taken up or was this session's own. */
import { DEFAULT_MAX_CHARS, renderRecovery } from '../../core/recovery/block.ts'
import type { HookContext, HookInput, HookOutput } from '../hook.ts'
import { wordOffer } from '../offer.ts'
import { withStore } from '../open-store.ts'
import { withoutSession } from '../session-id.ts'
import { type Loaded, loadState } from '../state.ts'
import { noteTakenUp } from '../taken.ts'
import type { MarkData } from './marks.ts'
import { directoryOf } from './place.ts'

/** The payload alone says which session is meant: the environment may be another agent's around it. */
const envOf = (input: HookInput) => withoutSession(input.env)

/** The latest state of a session, for itself. */
export function recallSession(input: HookInput, session: string): Promise<Loaded | null> {
  const place = { directory: directoryOf(input), env: envOf(input), session }
  return withStore(input.env, store => loadState(store, place))
}

export function recallRevision(
  input: HookInput,
  { project, revision }: NonNullable<MarkData['offer']>,
): Promise<Loaded | null> {
  return withStore(input.env, store => loadState(store, { directory: project, env: envOf(input) }, { revision }))
}

/** The whole block. It is in the conversation once for each revision. */
export function giveBlock(loaded: Loaded, input: HookInput, { host, marks }: HookContext): HookOutput {
  if (marks.data.injected === loaded.revision) return {}
  noteTakenUp(input.env, input.sessionId, loaded)
  marks.set({ injected: loaded.revision, offer: undefined, pending: undefined })
  return { context: renderRecovery(loaded, DEFAULT_MAX_CHARS, host.blockForm).text }
}

export function giveOffer(loaded: Loaded, { marks }: HookContext): HookOutput {
  marks.set({ offer: offerOf(loaded), pending: undefined })
  return wordOffer(loaded)
}

export const offerOf = ({ revision, project }: Loaded) => ({ revision, project })
