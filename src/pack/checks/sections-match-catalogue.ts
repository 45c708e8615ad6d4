import type { DocumentSection } from '../../core/document.ts'
import { type CatalogueSection, handoffSections, headingText } from '../../core/sections.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { command } from '../example.ts'
import { carriesCatalogue, sectionText } from '../headings.ts'
import type { PackFile } from '../pack.ts'

/** Writes the whole catalogue as headings with a word below each; the examples change one of them. */
export function templateExample(change: (lines: string[]) => string[] = lines => lines): Record<string, string> {
  const lines = handoffSections.sections.flatMap(entry => [
    `${'#'.repeat(entry.level)} ${headingText(entry)}`,
    entry.none ?? 'Fill in.',
    ...(entry.parts ?? []).flatMap(part => [`#### ${part}`, 'Fill in.']),
  ])
  return command(change(lines).join('\n\n'))
}

export default defineCheck({
  id: 'sections-match-catalogue',
  severity: 'error',
  summary: 'A prompt that lays out the handoff document has exactly the headings of the section catalogue',
  why: 'The document is read by its headings: by the next agent, by lint, by verify and by restore. One that is renamed is a section that nobody finds.',
  examples: {
    ok: [templateExample()],
    bad: [
      templateExample(lines => lines.map(line => line.replace('1.15 Decisions - DO NOT REVISIT', '1.15 Decisions'))),
      templateExample(lines => lines.filter(line => !line.startsWith('### 1.7 '))),
      templateExample(lines => [...lines, '### 1.26 Appendix', 'Fill in.']),
      templateExample(lines => lines.map(line => line.replace('### 1.9 ', '#### 1.9 '))),
      templateExample(lines => lines.filter(line => !line.startsWith('#### Progress Per Doc'))),
      templateExample(lines => lines.map(line => line.replace('NO DOCUMENTS TO READ', 'NOTHING'))),
    ],
  },
  check(context) {
    for (const file of context.files) if (file.role !== 'docs' && carriesCatalogue(file)) compare(context, file)
  },
})

function compare({ report }: CheckContext, file: PackFile): void {
  const numbered = file.document.sections.filter(({ id }) => id !== null)
  let after = file.front.bodyStart
  for (const entry of handoffSections.sections) {
    const [first, ...repeats] = numbered.filter(({ id }) => id === entry.id)
    if (!first) {
      report(file, {
        place: { start: after, end: after },
        unexpected: `document template without section ${entry.id}`,
        expected: `the heading "${headingText(entry)}"`,
      })
      continue
    }
    for (const repeat of repeats)
      report(file, { place: repeat.heading, unexpected: `second heading ${entry.id}`, expected: 'one' })
    if (first.heading.start < after)
      report(file, {
        place: first.heading,
        unexpected: `section ${entry.id} out of order`,
        expected: 'the order of the section catalogue',
      })
    else after = first.heading.end
    compareOne(report, file, first, entry)
  }
  const known = new Set(handoffSections.sections.map(({ id }) => id))
  for (const section of numbered)
    if (!known.has(section.id!))
      report(file, {
        place: section.heading,
        unexpected: `section ${section.id} that the catalogue does not have`,
        expected: 'a heading of schemas/handoff-sections.json',
      })
}

function compareOne(
  report: CheckContext['report'],
  file: PackFile,
  section: DocumentSection,
  entry: CatalogueSection,
): void {
  const heading = file.text.slice(section.heading.start, section.heading.end).replace(/^#+\s*|\s*#*\s*$/g, '')
  if (heading !== headingText(entry))
    report(file, { place: section.heading, unexpected: `heading "${heading}"`, expected: `"${headingText(entry)}"` })
  if (section.depth !== entry.level)
    report(file, {
      place: section.heading,
      unexpected: `heading ${entry.id} of level ${section.depth}`,
      expected: `level ${entry.level}`,
    })
  const body = sectionText(file, section)
  for (const part of entry.parts ?? [])
    if (
      !file.document.sections.some(
        ({ id, title, heading: at }) => id === null && title === part && at.start >= body.start && at.start < body.end,
      )
    )
      report(file, {
        place: section.heading,
        unexpected: `section ${entry.id} without its part "${part}"`,
        expected: `a heading "${part}" below it`,
      })
  if (entry.none && !body.text.includes(entry.none))
    report(file, {
      place: section.heading,
      unexpected: `section ${entry.id} without the sentence for "there is none"`,
      expected: `\`${entry.none}\``,
    })
}
