import { textOf } from '../core/document.ts'
import { defineRule } from '../core/lint/rule.ts'
import { filledRows, tableWith } from '../core/lint/tables.ts'
import { sectionOpen } from '../core/lint/text.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'failure-modes',
  group: 'verification',
  tier: 'pure',
  severity: 'warning',
  summary: '1.24 lists what goes wrong and what prevents it',
  why: 'The ways in which successors fail are few and known; naming them is cheaper than meeting them.',
  enforces: ['qc-ver-failure-modes'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.24', '| Mode | Prevention |\n|---|---|\n| Section 0 skipped | carry it out first |') }],
    bad: [{ text: fragment('1.24', 'Be careful.') }],
  },
  check({ document, report }) {
    const section = document.section('1.24')
    if (!section || section.nodes.length === 0 || sectionOpen(document, section)) return
    const table = tableWith(document, '1.24', 'Mode', 'Prevention')
    const listed = section.nodes.some(node => node.type === 'list' && textOf(node).includes(':'))
    if (!listed && (!table || filledRows(table).length === 0))
      report({
        place: section.heading,
        unexpected: 'section `1.24` without a failure mode',
        expected: '| Mode | Prevention |',
      })
  },
})
