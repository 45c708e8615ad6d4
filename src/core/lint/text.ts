import type { DocumentSection, HandoffDocument } from '../document.ts'
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
  const numbered = document.sections.filter(section => section.id !== null)
  const after = numbered.slice(numbered.indexOf(first) + 1).find(section => !section.id!.startsWith(`${id}.`))
  return { start: first.heading.start, end: after?.heading.start ?? document.text.length }
}

export function inside(outer: Place, inner: Place): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}
