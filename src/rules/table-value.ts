import { tableFormats } from '../core/lint/format.ts'
import { defineRule } from '../core/lint/rule.ts'
import { filledRows, isBlank, tablesIn } from '../core/lint/tables.ts'
import { suggest } from '../core/text.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'table-value',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'statuses, priorities and the like use the words of the format',
  why: 'PASSED, RECHECK and PENDING each mean another action; "mostly ok" means none.',
  kinds: ['handoff'],
  examples: {
    ok: [
      {
        text: fragment(
          '1.18',
          '| Gate | Status | Evidence | Skip? |\n|---|---|---|---|\n| unit tests | PASSED | npm test | No |',
        ),
      },
    ],
    bad: [
      {
        text: fragment(
          '1.18',
          '| Gate | Status | Evidence | Skip? |\n|---|---|---|---|\n| unit tests | mostly ok | npm test | No |',
        ),
      },
      {
        title: 'a decision that binds somehow',
        text: fragment(
          '1.15',
          '| Decision | Rationale | Confirmed | Binding |\n|---|---|---|---|\n| cents | exact | Yes | strong |',
        ),
      },
    ],
  },
  check({ document, report }) {
    for (const { section, thing, columns, values } of tableFormats)
      for (const table of values ? tablesIn(document, section) : []) {
        if (columns.filter(column => table.column(column) >= 0).length * 2 < columns.length + 1) continue
        for (const [column, words] of Object.entries(values!))
          for (const { cells } of filledRows(table)) {
            const cell = cells[table.column(column)]
            if (!cell || isBlank(cell.text) || cell.text.startsWith('[')) continue
            const word = cell.text.replace(/[\s(,:;].*$/s, '').replace(/[.*_`]+/g, match => (match === '_' ? '_' : ''))
            if (words.some(known => known.toLowerCase() === word.toLowerCase())) continue
            const near = suggest(word, words)
            report({
              place: cell.place,
              unexpected: `\`${cell.text.slice(0, 60)}\` as \`${column}\` in the table of ${thing}`,
              expected: words.map(known => `\`${known}\``).join(', '),
              ...(near && { help: `did you mean \`${near}\`?` }),
            })
          }
      }
  },
})
