import { sessionFromEnv } from '../../app/session-id.ts'
import { loadState } from '../../app/state.ts'
import { noteTakenUp } from '../../app/taken.ts'
import { answer, args } from '../schema.ts'
import { defineTool, READS } from '../tool.ts'
import { projectPath, sessionId } from './_arguments.ts'
import { placeOf, problems, revision } from './_state.ts'

const OTHERS = 10

export default defineTool({
  name: 'workflow_state_load',
  title: 'Load the workflow state',
  description:
    'The whole saved state of a session, what changed in the project since (drift: commits, files, plans, branch), and the other sessions that have one. Without session_id: this session, else the newest of this worktree or project.',
  input: args(
    {
      project_path: projectPath,
      max_age_hours: { type: 'number', minimum: 0, description: 'Older states are not found.' },
      session_id: { ...sessionId, description: 'Only this session; when it has none, nothing is found.' },
      revision: { type: 'integer', minimum: 1, description: 'This revision instead of the latest.' },
    },
    ['project_path'],
  ),
  output: answer(
    {
      found: { type: 'boolean' },
      project: { type: 'string' },
      ...revision,
      age_hours: { type: 'number' },
      state: { type: 'object' },
      drift: { type: 'array', items: answer({ kind: { type: 'string' }, detail: { type: 'string' } }) },
      quarantined: problems,
      others: { type: 'array', items: answer(revision) },
    },
    ['project', ...Object.keys(revision), 'age_hours', 'state', 'drift', 'quarantined', 'others'],
  ),
  annotations: READS,
  async run({ project_path, max_age_hours, session_id, revision }, context) {
    const loaded = await loadState(await context.store(), placeOf(project_path, session_id, context), {
      maxAgeHours: max_age_hours as number | undefined,
      revision: revision as number | undefined,
    })
    if (!loaded) return { data: { found: false } }
    noteTakenUp(context.env, sessionFromEnv(context.env), loaded)
    const { facts: _, others, ...rest } = loaded
    return { data: { found: true, ...rest, others: others.slice(0, OTHERS) } }
  },
})
