import type { DocumentSection } from '../core/document.ts'
import { section as catalogueSection } from '../core/sections.ts'
import type { PackFile } from './pack.ts'

/** A file that lays out the handoff document: it carries the catalogue's own headings, not just a number here and there. */
export function carriesCatalogue(file: PackFile): boolean {
  const carries = carriers.get(file) ?? catalogueHeadings(file).length >= 5
  carriers.set(file, carries)
  return carries
}

const carriers = new WeakMap<PackFile, boolean>()

export function catalogueHeadings(file: PackFile): DocumentSection[] {
  return file.document.sections.filter(({ id, title }) => {
    const entry = id === null ? undefined : catalogueSection(id)
    return entry !== undefined && (!id!.startsWith('Step') || sameWords(entry.title, title))
  })
}

const words = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** Same title, whatever stands in parentheses, and however it is punctuated. */
export const sameWords = (a: string, b: string): boolean => words(a) === words(b)

/** Anchors of a file's headings as GitHub makes them (lower case, punctuation dropped, spaces to dashes, repeats numbered). */
export function anchorsOf(file: PackFile): Set<string> {
  const seen = new Map<string, number>()
  const anchors = new Set<string>()
  for (const section of file.document.sections) {
    const heading = file.text.slice(section.heading.start, section.heading.end)
    const text = heading
      .replace(/^#+\s*|\s*#*\s*$/g, '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[`*]/g, '')
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-')
    const repeats = seen.get(slug) ?? 0
    seen.set(slug, repeats + 1)
    anchors.add(repeats === 0 ? slug : `${slug}-${repeats}`)
  }
  for (const match of file.text.matchAll(/<a\s+(?:id|name)="([^"\s]{1,200})"/g)) anchors.add(match[1]!)
  return anchors
}

/** Title of a step or section without its number and without a remark in parentheses: `File Follow-up Tasks`. */
export const bareTitle = (title: string): string =>
  title
    .replace(/^(?:Step\s+)?\d+(?:\.\d+)*\s*[.:)–—-]?\s+/i, '')
    .replace(/\s*\([^)]*\)\s*$/, '')
    .trim()

/** End of a section, its subsections included: the next heading of the same or a higher level. */
export function sectionText(file: PackFile, section: DocumentSection): { text: string; start: number; end: number } {
  const next = file.document.sections.find(
    other => other.heading.start > section.heading.start && other.depth <= section.depth,
  )
  const start = section.heading.end
  const end = next?.heading.start ?? file.text.length
  return { text: file.text.slice(start, end), start, end }
}
