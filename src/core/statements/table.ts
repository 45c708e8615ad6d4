/** A table row → what it says: "subject: state" for every column that tells a state, and the prose in its other cells. */
import type { Cell } from '../claim.ts'

const STATE_COLUMN =
  /^(?:(?:current |test |build |final )?(?:status|state|result|results|outcome|verdict|progress)|actual|(?:the )?user(?:'s)? (?:answer|choice|decision)|(?:answer|choice|decision) (?:of|by) (?:the )?user|done\??|passed\??|passing|ok\??|complete\??|completed\??)$/
const SILENT_COLUMN =
  /expected|goal|target|purpose|^why$|rationale|recovery|prevention|next|plan$|risk|question|verification|verify|should|priority|skip|focus|trigger|binding|authority|use for|resume|re-read|user feedback|message|prompt|original|example/
const INDEX_COLUMN = /^(?:#|no\.?|nr\.?|id|priority|p|)$/
const SUBJECT_COLUMN =
  /command|check|suite|tests?$|gate|task|todo|item|file|path|agent|what|step|name|component|branch|commit/

export interface Row {
  /** Empty when the row is prose. */
  subject: string
  text: string
  cells: Cell[]
}

/** Two columns, a name and its value. */
const KEY_COLUMN = /^(?:item|key|property|field|aspect|metric|area|name|what|check|thing|topic|fact|)$/
const VALUE_COLUMN = /^(?:value|values|details?|info|information|current|now|)$/

export function rowStatements(cells: Cell[]): Row[] {
  if (isCheckToCome(cells)) return []
  const counts = countsOf(cells)
  if (counts) return [counts]
  const [key, value] = cells
  if (
    key &&
    value &&
    cells.length === 2 &&
    key.header + value.header !== '' &&
    KEY_COLUMN.test(key.header) &&
    VALUE_COLUMN.test(value.header) &&
    isFilled(value.text)
  )
    return [{ subject: key.text, text: value.text, cells }]
  const states = cells.filter(cell => STATE_COLUMN.test(cell.header) && isFilled(cell.text))
  const subject = subjectOf(cells)
  const rows: Row[] = states.map(state => ({ subject: subject?.text ?? '', text: state.text, cells }))
  if (states.length === 0) rows.push({ subject: '', text: cells.map(cell => cell.text).join(' | '), cells })
  else
    for (const cell of cells)
      if (
        cell !== subject &&
        !states.includes(cell) &&
        !SILENT_COLUMN.test(cell.header) &&
        cell.text.split(' ').length > 2
      )
        rows.push({ subject: '', text: cell.text, cells })
  return rows
}

/** A check of a plan that is still to be made: what it would show is expected, what it showed is nothing. */
const isCheckToCome = (cells: readonly Cell[]) =>
  cells.some(cell => /\bexpect(?:ed|ation)\b/.test(cell.header)) &&
  cells.some(
    cell =>
      STATE_COLUMN.test(cell.header) &&
      /^(?:not (?:yet )?(?:run|done|checked|verified|executed|tested)(?: yet)?|pending|tbd|open|to-?do|n\/a|[-–—?])[.!]?$/i.test(
        cell.text.replace(/[`*_]/g, ''),
      ),
  )

const PASSED = /^(?:tests? )?pass(?:ed|ing|es)?$/
const FAILED = /^(?:tests? )?fail(?:ed|ing|ures|s)?$/

/** A column each for how many passed and failed. */
function countsOf(cells: Cell[]): Row | null {
  const numbers = cells.filter(cell => /^\d{1,7}$/.test(cell.text))
  const passed = numbers.find(cell => PASSED.test(cell.header))
  const failed = numbers.find(cell => FAILED.test(cell.header))
  const subject = cells[0]
  if (!passed || !subject || subject === passed) return null
  return { subject: subject.text, text: `${passed.text} passed${failed ? `, ${failed.text} failed` : ''}`, cells }
}

function subjectOf(cells: Cell[]): Cell | undefined {
  const named = cells.filter(
    cell => isFilled(cell.text) && !STATE_COLUMN.test(cell.header) && !SILENT_COLUMN.test(cell.header),
  )
  const command = cells.find(cell => cell.header === 'command' && isFilled(cell.text))
  return (
    command ??
    named.find(cell => SUBJECT_COLUMN.test(cell.header)) ??
    named.find(cell => !INDEX_COLUMN.test(cell.header) && !/^\d+$/.test(cell.text)) ??
    named[0] ??
    cells.find(cell => cell.header === 'question' && isFilled(cell.text))
  )
}

/** Not a dash, not a slot of an unfilled template. */
const isFilled = (text: string) => text !== '' && !/^[-–—?]+$/.test(text) && !/^\[[^\]]*\]$/.test(text)
