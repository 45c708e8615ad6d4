import { updateState } from '../../app/state.ts'
import { args } from '../schema.ts'
import { defineTool, SETS } from '../tool.ts'
import { projectPath, sessionId } from './_arguments.ts'
import { placeOf, saved, savedData } from './_state.ts'

export default defineTool({
  name: 'workflow_state_update',
  title: 'Update the workflow state',
  description:
    'Merges parts of a state into the latest one and saves it as a new revision. List entries are found by id, path, decision and the like and changed in place; {"id": "3", "$delete": true} removes one, {"$replace": [...]} replaces a list. The same update twice changes nothing.',
  input: args(
    {
      project_path: projectPath,
      updates: { type: 'object', description: 'Any keys of section 1.20.' },
      session_id: sessionId,
    },
    ['project_path', 'updates'],
  ),
  output: saved,
  annotations: SETS,
  async run({ project_path, updates, session_id }, context) {
    const place = placeOf(project_path, session_id, context)
    const result = await updateState(await context.store(), place, { updates: updates as Record<string, unknown> })
    return { data: savedData(result) }
  },
})
