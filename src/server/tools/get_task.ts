import { requireTask } from '../../app/tasks.ts'
import { answer, args } from '../schema.ts'
import { defineTool, READS } from '../tool.ts'
import { id } from './_arguments.ts'
import { row, rowOf, shorten } from './_task.ts'

export default defineTool({
  name: 'get_task',
  title: 'Read a task',
  description: `One task with its text: the description first, then dated checkpoints. Long texts keep their beginning and their end; full returns all of it.`,
  input: args({ id, full: { type: 'boolean', description: 'Return the whole text, however long.' } }, ['id']),
  output: answer({ task: row, body: { type: 'string' }, omitted_characters: { type: 'integer' } }),
  annotations: READS,
  async run({ id, full }, context) {
    const task = await requireTask(await context.store(), id as string)
    const { text, omitted } = full ? { text: task.body, omitted: 0 } : shorten(task.body)
    return { data: { task: rowOf(task), body: text, omitted_characters: omitted } }
  },
})
