import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { filledRows, isBlank, tableWith } from '../core/lint/tables.ts'
import { isOpen } from '../core/lint/text.ts'
import { fragment } from './_sample.ts'

const table = (evidence: string) =>
  fragment(
    '1.18',
    `| Gate | Status | Evidence | Skip? |\n|---|---|---|---|\n| unit tests | PASSED | ${evidence} | No |`,
  )

export default defineRule({
  id: 'gate-evidence',
  group: 'verification',
  tier: 'pure',
  severity: 'error',
  summary: 'a gate that passed says how that was seen',
  why: 'PASSED means "do not run again"; without evidence that is a leap of faith.',
  enforces: ['qc-ver-artifacts', 'fb-done-claims'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: table('npm test, 48 passed') }],
    bad: [{ text: table('-') }],
  },
  check({ document, report }) {
    const table = tableWith(document, '1.18', 'Gate', 'Status', 'Evidence')
    if (!table) return
    for (const { cells } of filledRows(table)) {
      const [gate, status, evidence] = ['Gate', 'Status', 'Evidence'].map(name => cells[table.column(name)])
      if (
        status?.text.toUpperCase() === 'PASSED' &&
        evidence &&
        isBlank(evidence.text) &&
        !isOpen(document, evidence.place)
      )
        report({
          place: status.place,
          unexpected: `gate ${quote(gate?.text ?? '')} passed without evidence`,
          expected: 'the command and its result, or RECHECK',
        })
    }
  },
})
