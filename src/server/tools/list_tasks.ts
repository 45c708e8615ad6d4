import { TASK_STATUSES } from '../../app/tasks.ts'
import type { TaskStatus } from '../../store/store.ts'
import { answer, args } from '../schema.ts'
import { defineTool, READS } from '../tool.ts'
import { row, rowOf } from './_task.ts'

const DEFAULT_LIMIT = 20

export default defineTool({
  name: 'list_tasks',
  title: 'List tasks',
  description:
    'Tasks without their texts, most urgent first. in_progress finds what is being worked on, active what is open; get_task reads one.',
  input: args({
    status: {
      description: 'One status or a list of them; all when left out.',
      anyOf: [{ enum: TASK_STATUSES }, { type: 'array', maxItems: 6, items: { enum: TASK_STATUSES } }],
    },
    limit: {
      type: 'integer',
      minimum: 1,
      maximum: 200,
      description: `Most tasks to return; ${DEFAULT_LIMIT} by default.`,
    },
    project: { type: 'string', maxLength: 200, description: 'Only tasks of this project name.' },
  }),
  output: answer({ tasks: { type: 'array', items: row }, more: { type: 'boolean' } }),
  annotations: READS,
  async run({ status, limit = DEFAULT_LIMIT, project }, context) {
    const store = await context.store()
    const found = await store.listTasks({
      ...(status !== undefined && { status: (Array.isArray(status) ? status : [status]) as TaskStatus[] }),
      ...(project !== undefined && { project: project as string }),
      limit: (limit as number) + 1,
    })
    return { data: { tasks: found.slice(0, limit as number).map(rowOf), more: found.length > (limit as number) } }
  },
})
