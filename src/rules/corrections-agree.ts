import { compare } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf } from '../core/lint/state.ts'
import { filledRows, tableWith } from '../core/lint/tables.ts'
import { fenced, fragment } from './_sample.ts'

const table = (correction: string) =>
  fragment('1.25', `| Original Behavior | Correction | Lesson |\n|---|---|---|\n| floats | ${correction} | no floats |`)
const yaml = fragment(
  '1.20',
  fenced(
    'conversation:\n  corrections:\n    - original: floats\n      correction: keep money in cents\n      lesson: no floats',
    'yaml',
  ),
)

export default defineRule({
  id: 'corrections-agree',
  group: 'context',
  tier: 'pure',
  severity: 'error',
  summary: 'the corrections of 1.25 are those of the YAML',
  why: 'The recovery block shows those of the YAML only; what stands in 1.25 alone is not shown.',
  enforces: ['qc-ctx-1.25', 'qc-ctx-corrections', 'qc-yaml-corrections'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${table('keep money in cents')}\n${yaml}` }],
    bad: [{ text: `${table('use streams')}\n${yaml}` }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    const table = tableWith(document, '1.25', 'Original', 'Correction')
    if (!state || !table) return
    const column = table.column('Correction')
    const here = filledRows(table).map(({ cells }) => ({ key: cells[column]!.text, place: cells[column]!.place }))
    const there = records(state, 'conversation.corrections').map(({ value, pointer }) => ({
      key: String(value.correction ?? ''),
      place: state.place(`${pointer}/correction`),
    }))
    compare(here, there, { thing: 'correction', here: '1.25', there: '1.20' }, report)
  },
})
