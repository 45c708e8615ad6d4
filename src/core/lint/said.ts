import { type HandoffDocument, textOf } from '../document.ts'
import { oneLine } from '../text.ts'

/** Length up to which a text must be found; drafts shorten what is longer and say where the rest stands. */
const PROBE = 80

const cache = new WeakMap<HandoffDocument, string>()

/** Whether the document says this anywhere: in prose, with its escapes taken off, in a table, in the YAML. */
export function says(document: HandoffDocument, text: string): boolean {
  const words = plain(text).slice(0, PROBE)
  if (words === '') return true
  let whole = cache.get(document)
  if (whole === undefined) {
    whole = plain(`${document.text}\n${textOf(document.tree)}`)
    cache.set(document, whole)
  }
  return whole.includes(words)
}

/** Without what quoting in YAML, JSON and Markdown adds. */
function plain(text: string): string {
  return oneLine(text.replace(/\\[nrt]/g, ' ').replace(/[\\`*_"'“”‘’|<>[\]]/g, '')).toLowerCase()
}
