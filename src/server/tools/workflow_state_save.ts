import { saveState } from '../../app/state.ts'
import type { State } from '../../core/types.ts'
import type { Trigger } from '../../store/store.ts'
import { args } from '../schema.ts'
import { ADDS, defineTool } from '../tool.ts'
import { projectPath, sessionId } from './_arguments.ts'
import { placeOf, saved, savedData } from './_state.ts'

export default defineTool({
  name: 'workflow_state_save',
  title: 'Save the workflow state',
  description:
    'Saves the whole state of section 1.20 as a new revision; missing keys are filled with empty values. Earlier revisions stay. Saving the same state again changes nothing. A refusal names the field.',
  input: args(
    {
      project_path: projectPath,
      state: {
        anyOf: [
          { type: 'object', description: 'The keys of section 1.20.' },
          { type: 'string', minLength: 1, maxLength: 2 * 1024 * 1024 },
        ],
        description: 'The state as an object, or as JSON, YAML or a whole handoff document in text.',
      },
      trigger: {
        enum: ['manual', 'auto', 'checkpoint'],
        description: "What led to saving it; the state's own mode when left out.",
      },
      session_id: sessionId,
      expected_revision: {
        type: 'integer',
        minimum: 0,
        description: "Refuse unless this is the session's latest revision (0: none yet).",
      },
    },
    ['project_path', 'state'],
  ),
  output: saved,
  annotations: { ...ADDS, idempotentHint: true },
  async run({ project_path, state, trigger, session_id, expected_revision }, context) {
    const given = typeof state === 'string' ? await fromText(state) : (state as Record<string, unknown>)
    const result = await saveState(await context.store(), placeOf(project_path, session_id, context), {
      state: given as Partial<State>,
      trigger: trigger as Trigger | undefined,
      expect: expected_revision as number | undefined,
    })
    return { data: savedData(result) }
  },
})

async function fromText(text: string): Promise<Record<string, unknown>> {
  const { readStateText } = await import('../../app/state-input.ts')
  return readStateText(text, 'state')
}
