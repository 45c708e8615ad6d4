import { defineHook, type HookContext, type HookInput, type HookOutput } from '../app/hook.ts'
import { clearedSession } from '../app/hooks/cleared.ts'
import { saveKilled } from '../app/hooks/killed.ts'
import { directoryOf } from '../app/hooks/place.ts'
import { giveBlock, giveOffer, offerOf, recallSession } from '../app/hooks/recall.ts'
import { findOffer } from '../app/offer.ts'
import { startSweep } from '../app/start-sweep.ts'
import type { Loaded } from '../app/state.ts'
import { forgetHeir, noteHeir } from '../app/taken.ts'

export default defineHook({
  event: 'session-start',
  async run(input, context) {
    const { sessionId, env, source } = input
    const cleared = source === 'clear' ? clearedSession(input) : null
    if (sessionId && cleared) noteHeir(env, cleared, sessionId)
    else if (sessionId) forgetHeir(env, sessionId)
    if (source === 'startup')
      await startSweep(directoryOf(input), env).catch(error => context.log(`no sweep: ${error}`))
    const own = await ownState(input, cleared)
    if (own) return deliver('block', own, input, context)
    if (source === 'resume' || source === 'compact') return {}
    await saveKilled(input).catch(error => context.log(`an earlier session was not saved: ${error}`))
    const other = await findOffer(directoryOf(input), env, sessionId)
    return other ? deliver('offer', other, input, context) : {}
  },
})

/** What this very conversation left: before it was compacted, closed or cleared. */
async function ownState(input: HookInput, cleared: string | null): Promise<Loaded | null> {
  if (input.source === 'resume' || input.source === 'compact')
    return input.sessionId ? recallSession(input, input.sessionId) : null
  return cleared ? recallSession(input, cleared) : null
}

/** Hosts that take no text here get it with the next prompt. */
function deliver(kind: 'block' | 'offer', loaded: Loaded, input: HookInput, context: HookContext): HookOutput {
  if (context.host.takesContext('session-start'))
    return kind === 'block' ? giveBlock(loaded, input, context) : giveOffer(loaded, context)
  if (context.marks.data.injected === loaded.revision) return {}
  context.marks.set({ pending: { kind, ...offerOf(loaded) }, offer: undefined })
  return {}
}
