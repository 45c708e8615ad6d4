import { defineRule } from '../core/lint/rule.ts'
import { findTables } from '../core/lint/tables.ts'
import { count } from '../core/text.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'table-cells',
  group: 'structure',
  tier: 'pure',
  severity: 'warning',
  summary: 'table rows have no more cells than the table has columns',
  why: 'Readers drop what is beyond the last column: a `|` in a command cuts the command off.',
  kinds: ['handoff', 'reflection', 'mission'],
  examples: {
    ok: [{ text: fragment('1.13', '| Task | Command |\n|---|---|\n| 1 | `ls \\| wc -l` |') }],
    bad: [{ text: fragment('1.13', '| Task | Command |\n|---|---|\n| 1 | `ls | wc -l` |') }],
  },
  check({ document, report }) {
    for (const { header, rows } of findTables(document))
      for (const { cells, place } of rows)
        if (cells.length > header.length)
          report({
            place,
            unexpected: `row with ${cells.length} cells`,
            expected: `${count(header.length, 'cell')}, as the table has columns`,
            help: 'write `|` inside a cell as `\\|`',
          })
  },
})
