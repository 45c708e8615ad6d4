import { handoffSections } from '../generated/handoff-sections.ts'

export { handoffSections }
export type CatalogueSection = (typeof handoffSections.sections)[number]

const byId = new Map(handoffSections.sections.map(section => [section.id, section]))

/** The catalogue's section of that number (`1.15`, `Step 3.5`), or undefined. */
export function section(id: string): CatalogueSection | undefined {
  return byId.get(id)
}

/** The heading text render writes: `SECTION 0: …`, `0.1 …`, `Step 3.5: …`. */
export function headingText(entry: CatalogueSection): string {
  if (entry.label) return `${entry.label}: ${entry.title}`
  return entry.id.startsWith('Step') ? `${entry.id}: ${entry.title}` : `${entry.id} ${entry.title}`
}

const HEADING =
  /^(?:SECTION\s+(?<top>\d+)\b|(?<step>Step\s+\d+(?:\.\d+)?)\b|(?<number>\d+(?:\.\d+)+)\b)\s*[:.–—-]?\s*(?<title>.*)$/i

/** Number and title of a heading, or null when it carries no section number. */
export function parseHeading(text: string): { id: string; title: string } | null {
  const groups = HEADING.exec(text.trim())?.groups
  if (!groups) return null
  const id = groups.top ?? groups.number ?? groups.step!.replace(/^step\s+/i, 'Step ')
  return { id, title: (groups.title ?? '').trim() }
}
