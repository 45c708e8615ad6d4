import { type HandoffDocument, textOf } from '../document.ts'
import { oneLine } from '../text.ts'
import { perDocument } from './per-document.ts'

/** Length up to which a text must be found; drafts shorten what is longer and say where the rest stands. */
const PROBE = 80

const everything = perDocument(document => plain(`${document.text}\n${textOf(document.tree)}`))

/** Whether the document says this anywhere: in prose, with its escapes taken off, in a table, in the YAML. */
export function says(document: HandoffDocument, text: string): boolean {
  const words = plain(text).slice(0, PROBE)
  return words === '' || everything(document).includes(words)
}

/** Without what quoting in YAML, JSON and Markdown adds. */
function plain(text: string): string {
  return oneLine(text.replace(/\\[nrt]/g, ' ').replace(/[\\`*_"'“”‘’|<>[\]]/g, '')).toLowerCase()
}
