import { defineHook } from '../app/hook.ts'
import { noteTurnEnd } from '../app/hooks/closing.ts'
import { remind } from '../app/hooks/reminder.ts'

export default defineHook({
  event: 'stop',
  async run(input, context) {
    noteTurnEnd(input, context.marks, new Date().toISOString())
    return remind(input, context)
  },
})
