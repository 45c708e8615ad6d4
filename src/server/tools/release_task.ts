import { RELEASE_STATUSES, type Release, releaseTask } from '../../app/tasks.ts'
import { answer, args } from '../schema.ts'
import { ADDS, defineTool } from '../tool.ts'
import { dependsOn, id, projectPath, sessionId, texts } from './_arguments.ts'
import { caller, row, rowOf } from './_task.ts'

export default defineTool({
  name: 'release_task',
  title: 'Release a task',
  description:
    'Gives a claimed task back: done when the work is complete, review from a linked worktree (it is done when merged), blocked with depends_on, active when someone else should go on.',
  input: args(
    {
      id,
      status: { enum: RELEASE_STATUSES, description: 'done, or review in a linked worktree, when left out.' },
      summary: {
        type: 'string',
        maxLength: 20_000,
        description: 'What was done or what is missing; added to the text.',
      },
      depends_on: dependsOn,
      session_id: sessionId,
      project_path: projectPath,
    },
    ['id'],
  ),
  output: answer({ task: row, unblocked: texts }),
  annotations: ADDS,
  async run({ id, session_id, project_path, ...release }, context) {
    const from = await caller({ session_id, project_path }, context)
    const { task, unblocked } = await releaseTask(await context.store(), id as string, release as Release, from)
    return { data: { task: rowOf(task), unblocked } }
  },
})
