import target from '../../../targets/copilot-cli.ts'
import { topLevel } from '../answers.ts'
import { defineHost } from '../host.ts'

const context = topLevel('additionalContext')

/** From the vendor's changelog to 1.0.78, not driven here. Payloads are camelCase, `toolArgs` is JSON in a string. */
export default defineHost({
  id: 'copilot-cli',
  events: target.hooks!.events,
  context: ['session-start', 'prompt', 'post-tool'],
  keys: { toolInput: 'tool_args' },
  answer: {
    'session-start': context,
    prompt: context,
    'pre-tool': ({ block }) =>
      block === undefined ? null : { permissionDecision: 'deny', permissionDecisionReason: block },
    'post-tool': context,
    stop: ({ block }) => (block === undefined ? null : { decision: 'block', reason: block }),
  },
})
