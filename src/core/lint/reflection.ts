import type { HandoffDocument } from '../document.ts'
import type { Place } from '../finding.ts'
import { handoffSections } from '../sections.ts'
import { perDocument } from './per-document.ts'

const { heading: HEADING, fields: FIELDS, quick_exit: QUICK_EXIT } = handoffSections.reflection
export type ReflectionKey = (typeof FIELDS)[number]['key']

export interface ReflectionEntry {
  /** null when the label is none of the nine. */
  key: string | null
  label: string
  value: string
  /** The label. */
  place: Place
  valuePlace: Place
}

export interface Reflection {
  heading: Place
  /** From the line after the heading to the next heading, the rule of the halt block, or the end. */
  body: Place
  entries: ReflectionEntry[]
  /** Set when the body begins like the one-line form. */
  quickExit: { line: string; place: Place } | null
  /** What follows it. */
  rest: Place
}

interface Line {
  text: string
  start: number
  end: number
}

/**
 * Reflections of the document; fences are samples and do not count. Read line by line, not by node: a halt block right under
 * the last field makes Markdown take the paragraph for a heading.
 */
export const findReflections = perDocument(read)

/** The one that counts: the last. */
export function lastReflection(document: HandoffDocument): Reflection | null {
  return findReflections(document).at(-1) ?? null
}

function read(document: HandoffDocument): Reflection[] {
  if (!document.text.includes(HEADING)) return []
  const lines = linesOutsideFences(document)
  const starts = lines.flatMap((line, index) => (isHeading(line.text) ? [index] : []))
  return starts.map((first, index) => toReflection(document, lines, first, starts[index + 1] ?? lines.length))
}

function isHeading(line: string): boolean {
  return (
    /^ {0,3}#{1,6}\s/.test(line) &&
    line
      .replace(/^[\s#]+/, '')
      .replace(/[\s#]+$/, '')
      .toLowerCase() === HEADING.toLowerCase()
  )
}

function toReflection(document: HandoffDocument, lines: Line[], first: number, limit: number): Reflection {
  let last = first + 1
  while (last < limit && !/^ {0,3}(?:#{1,6}\s|-{3,}\s*$)/.test(lines[last]!.text)) last += 1
  const head = lines[first]!
  const body = lines.slice(first + 1, last)
  const end = body.at(-1)?.end ?? head.end
  const content = body.find(line => line.text.trim() !== '')
  const quick = content && /^answered\b/i.test(content.text.trim()) ? content : null
  return {
    heading: { start: head.start, end: head.end },
    body: { start: Math.min(head.end + 1, document.text.length), end },
    entries: readEntries(body),
    quickExit: quick && { line: quick.text.trim(), place: { start: quick.start, end: quick.end } },
    rest: { start: Math.min(end + 1, document.text.length), end: document.text.length },
  }
}

const LABEL = /^\s{0,3}(?:[-*+]\s+)?\*\*\s*([^*\n:]{1,60}?)\s*(?::\s*\*\*|\*\*)\s*(\([^()\n]{0,60}\))?\s*:?\s*/

function readEntries(lines: Line[]): ReflectionEntry[] {
  const entries: ReflectionEntry[] = []
  for (const line of lines) {
    const match = LABEL.exec(line.text)
    const key = match && keyOf(match[1]!)
    if (match && (key || /\*\*\s*:|:\s*\*\*/.test(match[0]))) {
      const start = line.start + match[0].length
      const value = line.text.slice(match[0].length).trim()
      const label = match[1]!
      const at = line.start + line.text.indexOf(label)
      entries.push({
        key,
        label,
        value,
        place: { start: at, end: at + label.length },
        valuePlace: { start, end: line.end },
      })
    } else if (line.text.trim() !== '' && entries.length > 0) {
      const entry = entries.at(-1)!
      entry.value = entry.value ? `${entry.value}\n${line.text.trim()}` : line.text.trim()
      entry.valuePlace.end = line.end
    }
  }
  return entries
}

function keyOf(label: string): string | null {
  const plain = label.trim().toLowerCase()
  return FIELDS.find(field => field.label.toLowerCase() === plain)?.key ?? null
}

export function linesOutsideFences(document: HandoffDocument): Line[] {
  const lines: Line[] = []
  const { text, fences } = document
  let fence = 0
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    while (fence < fences.length && fences[fence]!.place.end <= start) fence += 1
    const inFence = fence < fences.length && fences[fence]!.place.start <= end && start < fences[fence]!.place.end
    if (!inFence) lines.push({ text: text.slice(start, end).replace(/\r$/, ''), start, end })
    start = end + 1
  }
  return lines
}

export { FIELDS, HEADING, QUICK_EXIT }
