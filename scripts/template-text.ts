import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseDocument, placeOf } from '../src/core/document.ts'
import { templateWords } from '../src/core/lint/template.ts'
import { loadParser } from '../src/core/markdown.ts'

/** Sections whose words are the same in every handoff: rules, tables and steps that the format prescribes. */
const FIXED = /^(?:2|0\.4|0\.5|1\.16|1\.17|1\.24|Step .*)$/

/** Fewer may be a label of the format, which every handoff repeats. */
const FEWEST_WORDS = 5

/** Section → the paragraphs by which `/handoff` says what belongs there, in plain words. */
export async function templateText(root: string): Promise<Record<string, string[]>> {
  const text = await readFile(path.join(root, 'commands/handoff.md'), 'utf8')
  const document = parseDocument(text, await loadParser('remark'), { kind: 'handoff' })
  const found: Record<string, string[]> = {}
  for (const { id, nodes } of document.sections) {
    if (id === null || FIXED.test(id)) continue
    const words = nodes
      .filter(node => node.type === 'paragraph')
      .map(node => templateWords(text.slice(placeOf(node).start, placeOf(node).end)))
      .filter(words => words.split(' ').length >= FEWEST_WORDS)
    if (words.length > 0) found[id] = words
  }
  return found
}
