import { compare } from '../core/lint/agree.ts'
import { columnWords } from '../core/lint/format.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, stringAt } from '../core/lint/state.ts'
import { filledRows, tableWith } from '../core/lint/tables.ts'
import { restIsInState } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const table = (id: string, status: string) =>
  fragment(
    '1.1',
    `| Agent ID | Persona | Task | Status | Output |\n|---|---|---|---|---|\n| ${id} | tester | cart tests | ${status} | - |`,
  )
const yaml = fragment('1.20', fenced('subagents:\n  - id: agent-7f\n    status: running', 'yaml'))

export default defineRule({
  id: 'subagents-agree',
  group: 'subagents',
  tier: 'pure',
  severity: 'error',
  summary: 'the subagents of 1.1 are those of the YAML, with the same status',
  why: 'An agent that only one of them knows is abandoned, or its work is done twice.',
  enforces: ['qc-org-subagents'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${table('agent-7f', 'running')}\n${yaml}` }],
    bad: [
      { title: 'another agent', text: `${table('agent-8a', 'running')}\n${yaml}` },
      { title: 'another status', text: `${table('agent-7f', 'completed')}\n${yaml}` },
    ],
  },
  check({ document, report }) {
    const state = stateOf(document)
    const table = tableWith(document, '1.1', 'Agent ID', 'Status')
    if (!state || !table) return
    const here = filledRows(table).map(({ cells }) => ({
      key: cells[table.column('Agent ID')]?.text ?? '',
      value: cells[table.column('Status')]?.text,
      place: cells[table.column('Agent ID')]!.place,
    }))
    const there = records(state, 'subagents').map(({ value, pointer }) => ({
      key: String(value.id ?? ''),
      value: stringAt(value, 'status'),
      place: state.place(`${pointer}/id`),
    }))
    compare(
      here,
      there,
      { thing: 'subagent', here: '1.1', there: '1.20', value: 'status', known: columnWords('1.1', 'Status') },
      report,
      {
        partial: restIsInState(document, '1.1'),
      },
    )
  },
})
