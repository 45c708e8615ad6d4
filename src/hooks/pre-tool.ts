import { defineHook } from '../app/hook.ts'
import { judgeTool } from '../app/hooks/closing.ts'

export default defineHook({
  event: 'pre-tool',
  run: async (input, { marks }) => judgeTool(input, marks, new Date().toISOString()),
})
