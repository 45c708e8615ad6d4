import type { HandoffDocument } from '../core/document.ts'
import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf } from '../core/lint/state.ts'
import { filledRows, tableWith } from '../core/lint/tables.ts'
import { sectionOpen } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (checkpoints: string) =>
  fragment(
    '1.20',
    fenced(
      `quality_gates:\n  - name: unit tests\n    status: FAILED\nrecovery:\n  checkpoints: ${checkpoints}`,
      'yaml',
    ),
  )

export default defineRule({
  id: 'gate-checkpoint',
  group: 'verification',
  tier: 'pure',
  severity: 'info',
  summary: 'when a gate has failed, there is a checkpoint to go back to',
  why: 'Without it the successor mends forward on a base nobody has seen working.',
  enforces: ['qc-ver-checkpoints'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: yaml('[{name: green, git_ref: 8f3a2c1}]') }],
    bad: [{ text: yaml('[]') }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state) return
    const failed = records(state, 'quality_gates').find(({ value }) => value.status === 'FAILED')
    const section = document.section('1.22')
    if (!failed || records(state, 'recovery.checkpoints').length > 0) return
    if (section && (sectionOpen(document, section) || saysWhyNot(document))) return
    report({
      place: state.place('/recovery/checkpoints'),
      unexpected: `failed gate ${quote(String(failed.value.name ?? ''))} without a checkpoint`,
      expected: 'the last commit at which it passed, or why there is none',
    })
  },
})

/** A row such as `no commit in this session`. */
function saysWhyNot(document: HandoffDocument): boolean {
  const table = tableWith(document, '1.22', 'Checkpoint')
  return table !== undefined && filledRows(table).length < table.rows.length
}
