import target from '../../../targets/claude-code.ts'
import { decision, notice, permission, specific } from '../answers.ts'
import { defineHost } from '../host.ts'

/** Seen in 2.1.329: text given at Stop forces another turn, PostCompact refuses additionalContext, SessionEnd reads nothing. */
export default defineHost({
  id: 'claude-code',
  events: target.hooks!.events,
  context: ['session-start', 'prompt', 'pre-tool', 'post-tool'],
  startsAfterCompaction: true,
  answer: {
    'session-start': specific,
    prompt: specific,
    'pre-tool': permission,
    'post-tool': specific,
    stop: decision,
    'post-compact': notice,
  },
})
