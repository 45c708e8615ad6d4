import { truncate } from '../core/text.ts'

/** Columns padded to their widest cell, two spaces apart; the last one is cut to what is left of `width`. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], width = 120): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => (row[column] ?? '').length)))
  const before = widths.slice(0, -1).reduce((sum, column) => sum + column + 2, 0)
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === head.length - 1 ? truncate(cell, Math.max(20, width - before)) : cell.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd()
  return [head, ...rows].map(line).join('\n')
}
