import { defineHook } from '../app/hook.ts'
import { giveBlock, offerOf, recallSession } from '../app/hooks/recall.ts'

/** Most hosts start the session anew after a compaction, and the block goes in there; this is for those that do not. */
export default defineHook({
  event: 'post-compact',
  async run(input, context) {
    const { host, marks } = context
    if (host.startsAfterCompaction || !input.sessionId) return {}
    const own = await recallSession(input, input.sessionId)
    if (!own) return {}
    if (host.takesContext('post-compact')) return giveBlock(own, input, context)
    if (marks.data.injected !== own.revision) marks.set({ pending: { kind: 'block', ...offerOf(own) } })
    return {}
  },
})
