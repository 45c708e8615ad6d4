import { createTask, type TaskInput } from '../../app/tasks.ts'
import { answer, args } from '../schema.ts'
import { ADDS, defineTool } from '../tool.ts'
import { body, dependsOn, id, priority, projectPath, sessionId, status, tags, title, type } from './_arguments.ts'
import { caller, row, rowOf } from './_task.ts'

export default defineTool({
  name: 'create_task',
  title: 'Create a task',
  description:
    'Files a task: a follow-up for unfinished work, a bug, or with status done a record of work that had no task. Returns its id.',
  input: args(
    {
      title,
      type,
      project: {
        type: 'string',
        maxLength: 200,
        description: "Project name; the repository's folder name when left out.",
      },
      priority,
      body: { ...body, description: 'What the next agent needs to know.' },
      parent: { ...id, description: 'Id of the task this one follows from.' },
      status,
      tags,
      depends_on: dependsOn,
      session_id: sessionId,
      project_path: projectPath,
    },
    ['title'],
  ),
  output: answer({ task: row }),
  annotations: ADDS,
  async run({ session_id, project_path, ...input }, context) {
    const from = await caller({ session_id, project_path }, context)
    return { data: { task: rowOf(await createTask(await context.store(), input as unknown as TaskInput, from)) } }
  },
})
