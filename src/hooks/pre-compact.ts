import { defineHook } from '../app/hook.ts'
import { capture } from '../app/hooks/capture.ts'

export default defineHook({
  event: 'pre-compact',
  async run(input, context) {
    const { host, marks } = context
    const frequent = host.isFrequent('pre-compact')
    // What was put into the conversation is about to be summarised away.
    if (!frequent) marks.set({ injected: undefined })
    const before = marks.data.compactions
    const saved = await capture(input, context, frequent)
    const compacted = before !== undefined && (marks.data.compactions ?? 0) > before
    if (saved && compacted && !host.startsAfterCompaction)
      marks.set({ pending: { kind: 'block', revision: saved.revision, project: saved.project }, injected: undefined })
    return {}
  },
})
