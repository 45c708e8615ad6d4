import { defineHook } from '../app/hook.ts'
import { capture } from '../app/hooks/capture.ts'

export default defineHook({
  event: 'pre-compact',
  async run(input, context) {
    // What was put into the conversation is about to be summarised away.
    if (!context.host.isFrequent('pre-compact')) context.marks.set({ injected: undefined })
    await capture(input, context, context.host.isFrequent('pre-compact'))
    return {}
  },
})
