import { defineHook } from '../app/hook.ts'
import { capture } from '../app/hooks/capture.ts'
import { noteCleared } from '../app/hooks/cleared.ts'
import { pruneMarks } from '../app/hooks/marks.ts'

export default defineHook({
  event: 'session-end',
  async run(input, context) {
    if (input.source === 'clear') noteCleared(input)
    await capture(input, context)
    pruneMarks(input.env)
    return {}
  },
})
