import { defineHook, type HookContext, type HookInput, type HookOutput } from '../app/hook.ts'
import { notePrompt } from '../app/hooks/closing.ts'
import { giveBlock, giveOffer, recallRevision } from '../app/hooks/recall.ts'
import { takesUp } from '../app/offer.ts'

export default defineHook({
  event: 'prompt',
  async run(input, context) {
    if (input.prompt !== null) notePrompt(input.prompt, context.marks)
    const { offer, pending } = context.marks.data
    const waiting = pending ?? offer
    if (!waiting) return {}
    context.marks.set({ offer: undefined, pending: undefined })
    return answer(input, context, waiting, pending?.kind ?? null)
  },
})

/** An offer stands for the first prompt only: later on, "continue" means this session's own work. */
async function answer(
  input: HookInput,
  context: HookContext,
  waiting: { revision: number; project: string },
  pending: 'offer' | 'block' | null,
): Promise<HookOutput> {
  const taken = pending === 'block' || takesUp(input.prompt ?? '')
  if (!taken && pending === null) return {}
  const loaded = await recallRevision(input, waiting)
  if (!loaded) return {}
  if (taken) return giveBlock(loaded, input, context)
  const output = giveOffer(loaded, context)
  context.marks.set({ offer: undefined })
  return output
}
