import { compare } from '../core/lint/agree.ts'
import { columnWords } from '../core/lint/format.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, stringAt } from '../core/lint/state.ts'
import { filledRows, tableWith } from '../core/lint/tables.ts'
import { fenced, fragment } from './_sample.ts'

const table = (decision: string, binding: string) =>
  fragment(
    '1.15',
    `| Decision | Rationale | Confirmed | Binding |\n|---|---|---|---|\n| ${decision} | exact | Yes | ${binding} |`,
  )
const yaml = fragment(
  '1.20',
  fenced(
    'decisions:\n  binding:\n    - decision: Money is kept in cents\n      rationale: exact\n      binding: ABSOLUTE',
    'yaml',
  ),
)

export default defineRule({
  id: 'decisions-agree',
  group: 'context',
  tier: 'pure',
  severity: 'error',
  summary: 'the decisions of 1.15 are those of the YAML, and bind alike',
  why: 'A decision that one of them lost is discussed with the user again.',
  enforces: ['qc-ctx-concepts'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${table('Money is kept in cents', 'ABSOLUTE')}\n${yaml}` }],
    bad: [
      { title: 'another decision', text: `${table('Money is kept in euros', 'ABSOLUTE')}\n${yaml}` },
      { title: 'binds otherwise', text: `${table('Money is kept in cents', 'SESSION')}\n${yaml}` },
    ],
  },
  check({ document, report }) {
    const state = stateOf(document)
    const table = tableWith(document, '1.15', 'Decision', 'Binding')
    if (!state || !table) return
    const [decision, binding] = [table.column('Decision'), table.column('Binding')]
    const here = filledRows(table).map(({ cells }) => ({
      key: cells[decision]!.text,
      value: cells[binding]?.text,
      place: cells[decision]!.place,
    }))
    const there = records(state, 'decisions.binding').map(({ value, pointer }) => ({
      key: String(value.decision ?? ''),
      value: stringAt(value, 'binding'),
      place: state.place(`${pointer}/decision`),
    }))
    compare(
      here,
      there,
      { thing: 'decision', here: '1.15', there: '1.20', value: 'binding', known: columnWords('1.15', 'Binding') },
      report,
    )
  },
})
