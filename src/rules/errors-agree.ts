import { compare } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf } from '../core/lint/state.ts'
import { filledRows, tableWith } from '../core/lint/tables.ts'
import { restIsInState } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const table = (error: string) =>
  fragment('1.6', `| Error | Fix | User Feedback |\n|---|---|---|\n| ${error} | pinned the version | - |`)
const yaml = fragment(
  '1.20',
  fenced(
    'conversation:\n  errors:\n    - error: "ENOENT: cart.json"\n      fix: created it\n      user_feedback: null',
    'yaml',
  ),
)

export default defineRule({
  id: 'errors-agree',
  group: 'context',
  tier: 'pure',
  severity: 'warning',
  summary: 'the errors of 1.6 are those of the YAML',
  why: 'An error that is not handed over is made again.',
  enforces: ['qc-ctx-errors'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${table('ENOENT: cart.json')}\n${yaml}` }],
    bad: [{ text: `${table('EACCES: cart.json')}\n${yaml}` }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    const table = tableWith(document, '1.6', 'Error', 'Fix')
    if (!state || !table) return
    const column = table.column('Error')
    const here = filledRows(table).map(({ cells }) => ({ key: cells[column]!.text, place: cells[column]!.place }))
    const there = records(state, 'conversation.errors').map(({ value, pointer }) => ({
      key: String(value.error ?? ''),
      place: state.place(`${pointer}/error`),
    }))
    compare(here, there, { thing: 'error', here: '1.6', there: '1.20' }, report, {
      partial: restIsInState(document, '1.6'),
    })
  },
})
