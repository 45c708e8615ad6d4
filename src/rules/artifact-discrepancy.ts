import { labelsIn } from '../core/lint/labels.ts'
import { defineRule } from '../core/lint/rule.ts'
import { filledRows, tableWith } from '../core/lint/tables.ts'
import { isOpen } from '../core/lint/text.ts'
import { fragment } from './_sample.ts'

const body = (discrepancies: string) =>
  fragment(
    '1.12',
    `| Path | Expected | Actual | Status |\n|---|---|---|---|\n| /code/shop/src/cart.ts | reducer | tests missing | Partial |\n\n**Discrepancies:** ${discrepancies}`,
  )

export default defineRule({
  id: 'artifact-discrepancy',
  group: 'verification',
  tier: 'pure',
  severity: 'warning',
  summary: 'a file that differs from the plan is explained under Discrepancies',
  why: '"Partial" alone sends the successor reading the file to find out what lacks.',
  enforces: ['qc-ver-artifacts'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: body('cart.ts has the reducer, two tests lack') }],
    bad: [{ text: body('none') }],
  },
  check({ document, report }) {
    const table = tableWith(document, '1.12', 'Path', 'Status')
    const label = labelsIn(document, '1.12').find(({ name }) => name === 'discrepancies')
    if (!table || !label || isOpen(document, label.whole) || !/^(?:none|no|nothing|-)[.\s]*$/i.test(label.value)) return
    const odd = filledRows(table).find(({ cells }) =>
      /^(?:partial|missing)$/i.test(cells[table.column('Status')]?.text ?? ''),
    )
    if (odd)
      report({
        place: label.place,
        unexpected: 'empty discrepancies beside a partial or missing file',
        expected: 'what it lacks',
      })
  },
})
