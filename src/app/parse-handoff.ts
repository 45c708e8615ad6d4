import { parseDocument } from '../core/document.ts'
import { loadParser } from '../core/markdown.ts'
import { type Parsed, parse } from '../core/parse.ts'

/** The state a handoff document carries; never throws, whatever the text is. */
export async function parseHandoff(text: string, name = 'document'): Promise<Parsed> {
  return parse(parseDocument(text, await loadParser(), { name }))
}
