import { takeUpTask } from '../../app/tasks.ts'
import { answer, args } from '../schema.ts'
import { defineTool, SETS } from '../tool.ts'
import { id, projectPath, sessionId } from './_arguments.ts'
import { caller, row, rowOf, shorten } from './_task.ts'

export default defineTool({
  name: 'claim_task',
  title: 'Claim a task',
  description:
    'Takes a task up: it becomes in_progress and records this session and, in a linked worktree, the worktree. Refused while another session holds it or a task it waits for is open.',
  input: args(
    {
      id,
      session_id: sessionId,
      project_path: projectPath,
      force: { type: 'boolean', description: 'Take it although it is held or blocked.' },
    },
    ['id'],
  ),
  output: answer({ task: row, body: { type: 'string' } }),
  annotations: SETS,
  async run({ id, force, ...from }, context) {
    const task = await takeUpTask(
      await context.store(),
      id as string,
      await caller(from, context),
      force === true,
      context.env,
    )
    return { data: { task: rowOf(task), body: shorten(task.body).text } }
  },
})
