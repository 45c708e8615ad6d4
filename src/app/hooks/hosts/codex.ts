import target from '../../../targets/codex.ts'
import { decision, permission, specific } from '../answers.ts'
import { defineHost } from '../host.ts'

/** Seen in 0.169.0: strict output schemas; compaction events can only observe or stop, SessionEnd reads nothing. */
export default defineHost({
  id: 'codex',
  events: target.hooks!.events,
  context: ['session-start', 'prompt', 'pre-tool', 'post-tool'],
  startsAfterCompaction: true,
  answer: {
    'session-start': specific,
    prompt: specific,
    'pre-tool': permission,
    'post-tool': specific,
    stop: decision,
  },
})
