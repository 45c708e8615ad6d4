import type { Table, TableCell } from 'mdast'
import { type HandoffDocument, placeOf, textOf } from '../document.ts'
import type { Place } from '../finding.ts'
import { perDocument } from './per-document.ts'

export interface Cell {
  text: string
  place: Place
}

export interface TableView {
  place: Place
  /** Number of the section it stands in. */
  section: string | null
  header: Cell[]
  rows: { cells: Cell[]; place: Place }[]
  /** Index of the column whose heading begins with one of these words, -1 when there is none. */
  column(...names: string[]): number
}

/** Every table of the document. */
export const findTables = perDocument((document): TableView[] =>
  document.nodes('table').map(node => view(node, document)),
)

/** Tables of a section and of the numbered sections below it (`1.1` covers `1.1.2`). */
export function tablesIn(document: HandoffDocument, id: string): TableView[] {
  return findTables(document).filter(({ section }) => section === id || section?.startsWith(`${id}.`))
}

/** Rows that say something: not an empty one, not the one that says there is none. */
export function filledRows(table: TableView): TableView['rows'] {
  return table.rows.filter(({ cells: [first, ...rest] }) => {
    if (first === undefined) return false
    const alone = rest.every(cell => isBlank(cell.text))
    return !alone || !(isBlank(first.text) || /^(?:no|none|nothing)\b/i.test(first.text))
  })
}

/** A cell without content: empty, a dash, an open slot. */
export const isBlank = (text: string): boolean => /^[-–—]*$/.test(text.replace(/<!--[^>]{0,400}-->/g, '').trim())

/** First table of a section whose headings begin with these words, in any order. */
export function tableWith(document: HandoffDocument, id: string, ...columns: string[]): TableView | undefined {
  return tablesIn(document, id).find(table => columns.every(column => table.column(column) >= 0))
}

function view(node: Table, document: HandoffDocument): TableView {
  const [head, ...rows] = node.children.map(row => ({ cells: row.children.map(cellOf), place: placeOf(row) }))
  const header = head?.cells ?? []
  const titles = header.map(cell => cell.text.toLowerCase())
  return {
    place: placeOf(node),
    section: document.sectionAt(placeOf(node).start)?.id ?? null,
    header,
    rows,
    column: (...names) => {
      const wanted = names.map(name => name.toLowerCase())
      return titles.findIndex(title => wanted.some(name => title.startsWith(name)))
    },
  }
}

function cellOf(node: TableCell): Cell {
  return { text: textOf(node).trim(), place: placeOf(node) }
}
