import type { DocumentSection, HandoffKind } from './document.ts'
import { section as catalogued, handoffSections, parseHeading } from './sections.ts'

/** Headings that agree with the catalogue before a document counts as a handoff: fewer are a coincidence of numbering. */
const ENOUGH = 3

/** Which of the three documents this is, from its headings. */
export function recognise(sections: readonly DocumentSection[], text: string): HandoffKind {
  const titles = new Set(sections.map(section => section.title.toLowerCase()))
  if (new Set(sections.filter(agrees).map(section => section.id)).size >= ENOUGH) return 'handoff'
  if (titles.has(handoffSections.mission.heading.toLowerCase())) return 'mission'
  if (titles.has(handoffSections.reflection.heading.toLowerCase())) return 'reflection'
  return rawHeadings(text) >= ENOUGH ? 'handoff' : 'unknown'
}

/** An unclosed fence swallows every heading after it; the lines still tell. Whole samples inside a closed fence do not count. */
function rawHeadings(text: string): number {
  const marks = text.match(/^ {0,3}(?:`{3,}|~{3,})/gm)?.length ?? 0
  if (marks % 2 === 0) return 0
  const ids = new Set<string>()
  for (const [, title] of text.matchAll(/^#{1,6} +(\S[^\n]*)$/gm)) {
    const numbered = parseHeading(title!)
    if (numbered && agrees(numbered)) ids.add(numbered.id)
  }
  return ids.size
}

/** Number and title both belong to the format: `1.1 Overview` of some other document does not. */
function agrees({ id, title }: { id: string | null; title: string }): boolean {
  const entry = id === null ? undefined : catalogued(id)
  return entry !== undefined && similarTitle(title, entry.title)
}

/** Same title but for case, punctuation and the remark in parentheses. */
export function similarTitle(a: string, b: string): boolean {
  return plainTitle(a) === plainTitle(b)
}

/** Titles of the format, which are compared again and again; those of a document are not kept, for they would keep the document. */
const known = new Map(
  handoffSections.sections.flatMap(({ title, parts = [] }: { title: string; parts?: readonly string[] }) =>
    [title, ...parts].map(text => [text, plain(text)] as const),
  ),
)

export const plainTitle = (title: string): string => known.get(title) ?? plain(title)

function plain(title: string): string {
  return title
    .replace(/\([^()]*\)\s*$/, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
