import { compare } from '../core/lint/agree.ts'
import { columnWords } from '../core/lint/format.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, stringAt } from '../core/lint/state.ts'
import { filledRows, isBlank, tableWith } from '../core/lint/tables.ts'
import { restIsInState } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const table = (status: string) =>
  fragment(
    '1.12',
    `| Path | Expected | Actual | Status |\n|---|---|---|---|\n| /code/shop/src/cart.ts | reducer | tests missing | ${status} |`,
  )
const yaml = fragment(
  '1.20',
  fenced('artifacts:\n  files:\n    - path: /code/shop/src/cart.ts\n      status: partial', 'yaml'),
)

export default defineRule({
  id: 'artifacts-agree',
  group: 'verification',
  tier: 'pure',
  severity: 'error',
  summary: 'the artifacts of 1.12 are those of the YAML, with the same status',
  why: 'A file that is complete in one and partial in the other is built upon as if it were complete.',
  enforces: ['qc-ver-artifacts', 'fb-done-claims'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${table('Partial')}\n${yaml}` }],
    bad: [{ text: `${table('Match')}\n${yaml}` }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    const table = tableWith(document, '1.12', 'Path', 'Status')
    if (!state || !table) return
    const [path, status] = [table.column('Path'), table.column('Status')]
    const here = filledRows(table).map(({ cells }) => ({
      key: cells[path]!.text,
      value: isBlank(cells[status]?.text ?? '') ? null : cells[status]!.text,
      place: cells[path]!.place,
    }))
    const there = records(state, 'artifacts.files').map(({ value, pointer }) => ({
      key: String(value.path ?? ''),
      value: stringAt(value, 'status'),
      place: state.place(`${pointer}/path`),
    }))
    compare(
      here,
      there,
      { thing: 'artifact', here: '1.12', there: '1.20', value: 'status', known: columnWords('1.12', 'Status') },
      report,
      {
        partial: restIsInState(document, '1.12'),
      },
    )
  },
})
