import { compare } from '../core/lint/agree.ts'
import { columnWords } from '../core/lint/format.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, stringAt } from '../core/lint/state.ts'
import { filledRows, tableWith } from '../core/lint/tables.ts'
import { fenced, fragment } from './_sample.ts'

const table = (status: string) =>
  fragment(
    '1.18',
    `| Gate | Status | Evidence | Skip? |\n|---|---|---|---|\n| unit tests | ${status} | npm test | No |`,
  )
const yaml = fragment('1.20', fenced('quality_gates:\n  - name: unit tests\n    status: FAILED', 'yaml'))

export default defineRule({
  id: 'gates-agree',
  group: 'verification',
  tier: 'pure',
  severity: 'error',
  summary: 'the gates of 1.18 are those of the YAML, with the same status',
  why: 'A gate that is green in one and red in the other will be believed green.',
  enforces: ['qc-ver-artifacts'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${table('FAILED')}\n${yaml}` }],
    bad: [{ text: `${table('PASSED')}\n${yaml}` }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    const table = tableWith(document, '1.18', 'Gate', 'Status')
    if (!state || !table) return
    const [gate, status] = [table.column('Gate'), table.column('Status')]
    const here = filledRows(table).map(({ cells }) => ({
      key: cells[gate]!.text,
      value: cells[status]?.text,
      place: cells[gate]!.place,
    }))
    const there = records(state, 'quality_gates').map(({ value, pointer }) => ({
      key: String(value.name ?? ''),
      value: stringAt(value, 'status'),
      place: state.place(`${pointer}/name`),
    }))
    compare(
      here,
      there,
      { thing: 'gate', here: '1.18', there: '1.20', value: 'status', known: columnWords('1.18', 'Status') },
      report,
    )
  },
})
