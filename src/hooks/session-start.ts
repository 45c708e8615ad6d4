import { defineHook, type HookContext, type HookInput, type HookOutput } from '../app/hook.ts'
import { clearedSession } from '../app/hooks/cleared.ts'
import { directoryOf } from '../app/hooks/place.ts'
import { giveBlock, giveOffer, offerOf, recallSession } from '../app/hooks/recall.ts'
import { findOffer } from '../app/offer.ts'
import type { Loaded } from '../app/state.ts'

export default defineHook({
  event: 'session-start',
  async run(input, context) {
    const own = await ownState(input)
    if (own) return deliver('block', own, context)
    if (input.source === 'resume' || input.source === 'compact') return {}
    const other = await findOffer(directoryOf(input), input.env, input.sessionId)
    return other ? deliver('offer', other, context) : {}
  },
})

/** What this very conversation left: before it was compacted, closed or cleared. */
async function ownState(input: HookInput): Promise<Loaded | null> {
  if (input.source === 'resume' || input.source === 'compact')
    return input.sessionId ? recallSession(input, input.sessionId) : null
  const cleared = input.source === 'clear' ? clearedSession(input) : null
  return cleared ? recallSession(input, cleared) : null
}

/** Hosts that take no text here get it with the next prompt. */
function deliver(kind: 'block' | 'offer', loaded: Loaded, context: HookContext): HookOutput {
  if (context.host.takesContext('session-start'))
    return kind === 'block' ? giveBlock(loaded, context) : giveOffer(loaded, context)
  if (context.marks.data.injected === loaded.revision) return {}
  context.marks.set({ pending: { kind, ...offerOf(loaded) }, offer: undefined })
  return {}
}
