import type { Paragraph } from 'mdast'
import { type DocumentSection, type HandoffDocument, placeOf, textOf } from '../document.ts'
import type { Place } from '../finding.ts'
import { section as catalogued } from '../sections.ts'

/** Whether a judge slot is still open there: the slot is reported, what it keeps empty is not. */
export function isOpen(document: HandoffDocument, place: Place): boolean {
  const { slots } = document
  let low = 0
  let high = slots.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (slots[middle]!.place.end <= place.start) low = middle + 1
    else high = middle
  }
  return low < slots.length && slots[low]!.place.start < place.end
}

/** Whether a slot is open in that section. */
export function sectionOpen(document: HandoffDocument, section: DocumentSection): boolean {
  return document.slots.length > 0 && isOpen(document, section.body)
}

/** Whether the section says, in the exact words of the catalogue, that there is nothing. */
export function saysNone(document: HandoffDocument, section: DocumentSection): boolean {
  const none = section.id === null ? undefined : catalogued(section.id)?.none
  return none !== undefined && plainLines(document.bodyOf(section)).includes(none)
}

/** Lines without white space, quotes, back-ticks, stars and list marks at their ends. */
export function plainLines(text: string): string[] {
  return text.split('\n').map(line => line.replace(/^[\s>*_`"-]+/, '').replace(/[\s*_`".]+$/, ''))
}

/** From a section's heading to the next section that is not below it: `1.1` covers `1.1.1` and `1.1.2`. */
export function scopeOf(document: HandoffDocument, id: string): Place | null {
  const first = document.section(id)
  if (!first) return null
  const { sections } = document
  let next = sections.indexOf(first) + 1
  while (next < sections.length && (sections[next]!.id ?? `${id}.`).startsWith(`${id}.`)) next += 1
  return { start: first.heading.start, end: sections[next]?.heading.start ?? document.text.length }
}

/** From a place to the end of its first line: where a comment behind a value stands. */
export function lineOf(text: string, { start }: Place): Place {
  const end = text.indexOf('\n', start)
  return { start, end: end < 0 ? text.length : end }
}

/** Whether a section says that the rest of its list stands in 1.20. */
export function restIsInState(document: HandoffDocument, id: string): boolean {
  const scope = scopeOf(document, id)
  return scope !== null && /\b(?:in|of) 1\.20\b/.test(document.text.slice(scope.start, scope.end))
}

export function inside(outer: Place, inner: Place): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** A short way of saying that there is nothing, in other words than the format's. */
const NOTHING =
  /^(?:none|n\/a|nothing|no (?:active |current )?skills?(?: (?:is |was )?active)?|no (?:planning |relevant |further )?(?:docs?|documents?|plans?)(?: (?:to (?:re-?)?read|found|exist(?:ed)?))?)\b[^\n]{0,60}$/i

/** The paragraph of a section that says nothing is there, without the exact words; null when it has other content. */
export function saysNothing(document: HandoffDocument, section: DocumentSection): Paragraph | null {
  if (saysNone(document, section)) return null
  const paragraphs = section.nodes.filter(node => node.type === 'paragraph')
  if (paragraphs.length !== section.nodes.length) return null
  return paragraphs.find(node => NOTHING.test(textOf(node).trim())) ?? null
}

/** An order to go on that names neither skill nor position. */
const VAGUE_ORDER =
  /\b(?:continue|resume|carry on|go on|proceed|pick up)\s+(?:with\s+)?(?:the\s+|this\s+|that\s+)?(?:workflow|work|session|task|(?:from )?where (?:we|i|you) left off)\b/i

/** Paragraphs and code without a call in 0.1 that only tell the successor to go on. */
export function vagueOrders(document: HandoffDocument): { place: Place; words: string }[] {
  const section = document.section('0.1')
  if (!section) return []
  return [...document.nodes('paragraph'), ...document.nodes('code')].flatMap(node => {
    const place = placeOf(node)
    if (!inside(section.body, place)) return []
    const text = textOf(node)
    const words = text.includes('Skill(') ? undefined : VAGUE_ORDER.exec(text)?.[0]
    return words ? [{ place, words }] : []
  })
}
