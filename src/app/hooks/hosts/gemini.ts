import target from '../../../targets/gemini.ts'
import { decision, notice, specific } from '../answers.ts'
import { defineHost } from '../host.ts'

/**
 * Seen in 0.61.0: text given at SessionStart is put in front of the first prompt before slash commands are expanded, so that they are
 * not expanded any more; BeforeAgent has no such effect, and its `prompt` may carry the `<hook_context>` of other hooks.
 * PreCompress fires before every model request, and nothing fires after a compression. `<` and `>` in what a hook says arrive as entities.
 */
export default defineHost({
  id: 'gemini',
  events: target.hooks!.events,
  context: ['prompt', 'post-tool'],
  frequent: ['pre-compact'],
  escapesTags: true,
  keys: { lastAssistant: 'prompt_response' },
  promptPrefix: /^(?:<hook_context>[^<]*<\/hook_context>\s*)+/,
  answer: {
    'session-start': notice,
    prompt: specific,
    'pre-tool': ({ block, message }) =>
      block === undefined
        ? notice({ ...(message !== undefined && { message }) }, 'BeforeTool')
        : { decision: 'deny', reason: block },
    'post-tool': specific,
    stop: ({ block, ...output }, event) =>
      block === undefined ? decision(output, event) : { decision: 'deny', reason: block },
  },
})
