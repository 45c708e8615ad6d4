import target from '../../../targets/cursor.ts'
import { topLevel } from '../answers.ts'
import { defineHost } from '../host.ts'

/** From the vendor's documentation as of 2026-10, not driven here. A prompt takes no context, so a session start is the only way in. */
export default defineHost({
  id: 'cursor',
  events: target.hooks!.events,
  context: ['session-start'],
  keys: { session: 'conversation_id' },
  answer: {
    'session-start': topLevel('additional_context'),
    'pre-tool': ({ block }) =>
      block === undefined ? null : { permission: 'deny', user_message: block, agent_message: block },
    stop: ({ block }) => (block === undefined ? null : { followup_message: block }),
  },
})
