import { decision, permission, specific } from '../answers.ts'
import { defineHost } from '../host.ts'

/** Seen in 0.169.0: strict output schemas; compaction events can only observe or stop, SessionEnd reads nothing. */
export default defineHost({
  id: 'codex',
  events: {
    'session-start': 'SessionStart',
    prompt: 'UserPromptSubmit',
    'pre-compact': 'PreCompact',
    'post-compact': 'PostCompact',
    'pre-tool': 'PreToolUse',
    'post-tool': 'PostToolUse',
    stop: 'Stop',
    'session-end': 'SessionEnd',
  },
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
