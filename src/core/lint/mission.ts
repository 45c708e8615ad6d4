import type { DocumentSection, HandoffDocument } from '../document.ts'
import type { Place } from '../finding.ts'
import { handoffSections } from '../sections.ts'

const { heading, sections: PARTS, status_lines: STATUSES } = handoffSections.mission

export interface StatusLine {
  status: string
  /** The number as it stands; null when there is none. */
  count: number | null
  /** What stands in parentheses. */
  detail: string
  place: Place
}

export interface Mission {
  /** null in a bare document without the top heading. */
  heading: Place | null
  parts: ReadonlyMap<string, DocumentSection>
  /** Every heading below the mission, in order. */
  all: readonly DocumentSection[]
}

export function missionOf(document: HandoffDocument): Mission {
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.toLowerCase()
  const top = document.sections.findIndex(section => same(section.title, heading))
  const all = document.sections.slice(top + 1)
  const parts = new Map<string, DocumentSection>()
  for (const title of PARTS) {
    const section = all.find(entry => same(entry.title, title))
    if (section) parts.set(title, section)
  }
  return { heading: document.sections[top]?.heading ?? null, parts, all }
}

const STATUS = /^[\s>]*[-*+]\s+(?:\*\*)?([A-Za-z][A-Za-z ]{1,30}?)(?:\*\*)?\s*:\s*(?:\*\*)?\s*(.*)$/

/** The lines `- Completed: 3 tasks`, those of the format and others. */
export function statusLines(document: HandoffDocument, section: DocumentSection): StatusLine[] {
  const lines: StatusLine[] = []
  let start = section.body.start
  for (const text of document.bodyOf(section).split('\n')) {
    const match = STATUS.exec(text)
    if (match) {
      const number = /^(\d{1,9})\b/.exec(match[2]!)
      lines.push({
        status: match[1]!,
        count: number ? Number(number[1]) : null,
        detail: match[2]!.slice(number?.[0].length ?? 0).trim(),
        place: { start, end: start + text.length },
      })
    }
    start += text.length + 1
  }
  return lines
}

export { PARTS, STATUSES }
