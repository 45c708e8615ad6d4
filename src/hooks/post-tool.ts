import { defineHook } from '../app/hook.ts'
import { notePull } from '../app/hooks/closing.ts'

export default defineHook({
  event: 'post-tool',
  async run(input, { marks }) {
    notePull(input, marks)
    return {}
  },
})
