import path from 'node:path'
import { withStore } from '../../app/open-store.ts'
import { saveState } from '../../app/state.ts'
import { readStateText } from '../../app/state-input.ts'
import { fieldName } from '../../core/state/problem.ts'
import { readTextFile } from '../../io/files.ts'
import type { Trigger } from '../../store/store.ts'
import { defineVerb, text, type VerbContext } from '../verb.ts'
import { json, placeOf, placeOptions, wholeNumber } from './_state.ts'

export default defineVerb({
  name: 'save',
  summary: 'store the state of a session',
  args: '[FILE|-]',
  arity: [0, 1],
  options: {
    ...placeOptions,
    trigger: { type: 'string', choices: ['manual', 'auto', 'checkpoint'], help: "why (default: the state's own mode)" },
    expect: { type: 'string', value: 'REV', help: "refuse unless this is the session's latest revision (0: none yet)" },
    json: { type: 'boolean', help: 'print the revision as JSON' },
  },
  examples: [
    ['midstride save HANDOFF.md', 'stores section 1.20 of a handoff'],
    ['midstride draft --format yaml | midstride save -', 'stores a state from standard input'],
  ],
  async run(context) {
    const state = await readInput(context)
    const saved = await withStore(context.env, store =>
      saveState(store, placeOf(context), {
        state,
        trigger: text(context, 'trigger') as Trigger | undefined,
        expect: wholeNumber(context, 'expect', 0),
      }),
    )
    for (const { pointer, problem } of saved.warnings) context.err(`midstride: ${fieldName(pointer)}: ${problem}`)
    const { revision, project, session } = saved
    context.out(
      context.options.json
        ? json({ revision, project, session })
        : `${saved.unchanged ? 'unchanged since' : 'saved'} revision ${revision} of ${project}${session ? `, session ${session}` : ''}\n`,
    )
    return 0
  },
})

async function readInput(context: VerbContext): Promise<Record<string, unknown>> {
  const file = context.args[0] ?? '-'
  if (file === '-') return readStateText(await context.stdin(), 'standard input')
  return readStateText(await readTextFile(path.resolve(context.cwd, file)), file)
}
