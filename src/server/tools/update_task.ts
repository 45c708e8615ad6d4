import { type TaskChange, updateTask } from '../../app/tasks.ts'
import { answer, args } from '../schema.ts'
import { ADDS, defineTool } from '../tool.ts'
import {
  body,
  dependsOn,
  id,
  priority,
  projectPath,
  sessionId,
  status,
  tags,
  texts,
  title,
  type,
} from './_arguments.ts'
import { caller, row, rowOf } from './_task.ts'

export default defineTool({
  name: 'update_task',
  title: 'Update a task',
  description:
    'Changes a task. body is added below what stands there as a dated checkpoint, never instead of it. A status of done makes tasks that waited for it active.',
  input: args(
    {
      id,
      body: { ...body, description: 'Text of the checkpoint.' },
      status,
      depends_on: dependsOn,
      title,
      type,
      priority,
      parent: { ...id, description: 'Id of the parent task.' },
      tags,
      session_id: sessionId,
      project_path: projectPath,
    },
    ['id'],
  ),
  output: answer({ task: row, unblocked: texts }),
  annotations: ADDS,
  async run({ id, session_id, project_path, ...change }, context) {
    const from = await caller({ session_id, project_path }, context)
    const { task, unblocked } = await updateTask(await context.store(), id as string, change as TaskChange, from)
    return { data: { task: rowOf(task), unblocked } }
  },
})
