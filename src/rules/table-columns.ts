import { type TableFormat, tableFormats } from '../core/lint/format.ts'
import { defineRule } from '../core/lint/rule.ts'
import { type TableView, tablesIn } from '../core/lint/tables.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'table-columns',
  group: 'structure',
  tier: 'pure',
  severity: 'warning',
  summary: 'the tables of the format have their columns',
  why: 'A column that is missing is a question nobody answered; one that is renamed is not found.',
  enforces: ['pw-missing-subsection'],
  kinds: ['handoff'],
  examples: {
    ok: [
      {
        text: fragment(
          '1.15',
          '| Decision | Rationale | Confirmed | Binding |\n|---|---|---|---|\n| cents | exact | Yes | ABSOLUTE |',
        ),
      },
      { title: "a table of the writer's own", text: fragment('1.15', '| Year | Sum |\n|---|---|\n| 2026 | 3 |') },
    ],
    bad: [
      {
        title: 'no rationale',
        text: fragment('1.15', '| Decision | Confirmed | Binding |\n|---|---|---|\n| cents | Yes | ABSOLUTE |'),
      },
    ],
  },
  check({ document, report }) {
    const ids = new Set(tableFormats.map(format => format.section))
    for (const id of ids)
      for (const table of tablesIn(document, id)) {
        if (table.section !== id && ids.has(table.section ?? '')) continue
        const format = meant(
          table,
          tableFormats.filter(entry => entry.section === id),
        )
        const missing = format?.columns.filter(column => table.column(column) < 0) ?? []
        if (missing.length > 0)
          report({
            place: { start: table.place.start, end: table.header.at(-1)?.place.end ?? table.place.end },
            unexpected: `table of ${format!.thing} without the column \`${missing.join('`, `')}\``,
            expected: `| ${format!.columns.join(' | ')} |`,
          })
      }
  },
})

/** The format with which a table shares most columns, at least half of them. */
function meant(table: TableView, formats: readonly TableFormat[]): TableFormat | undefined {
  const shared = (format: TableFormat) => format.columns.filter(column => table.column(column) >= 0).length
  const [best] = formats
    .map(format => ({ format, part: shared(format) / format.columns.length }))
    .sort((a, b) => b.part - a.part)
  return best && best.part >= 0.5 ? best.format : undefined
}
