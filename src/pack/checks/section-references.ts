import type { Place } from '../../core/finding.ts'
import { section as catalogueSection } from '../../core/sections.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { command } from '../example.ts'
import { carriesCatalogue } from '../headings.ts'
import type { PackFile } from '../pack.ts'

const SECTION = /\b(?:Sections?|§)\s*(\d+(?:\.\d+){0,3}(?:(?:\s*[,–-]\s*|,?\s+(?:and|or|to)\s+)\d+(?:\.\d+){0,3})*)/gi
const STEP = /\b(?<!Phase\d{0,3}\.)Steps?\s+(\d+(?:\.\d+)?(?:(?:\s*[,–-]\s*|,?\s+(?:and|or|to)\s+)\d+(?:\.\d+)?)*)/g
const BARE =
  /(?<![\w.$/`-])\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?![\w%/]|\.\d|\s?(?:ms|s|MB|KB|GB|MiB|KiB|%|hours?|tokens|characters)\b)/g
/** Larger numbers name laws and standards. */
const LAST = 30
const NUMBER = /\d+(?:\.\d+)*/g

export default defineCheck({
  id: 'section-references',
  severity: 'error',
  summary: 'Every section and step that is referred to exists',
  why: 'A prompt that sends the agent to a step that is not there makes it skip the step or make one up.',
  examples: {
    ok: [command('## Step 1: Tag\n\nFailed: go to Step 2.\n\n## Step 2: Undo\n\nAs in Section 1.15.')],
    bad: [
      command('## Step 1: Tag\n\nFailed: go to Step 4.\n\n## Step 2: Undo\n\nDelete the tag.'),
      command('Honour the decisions of Section 1.99.'),
    ],
  },
  check(context) {
    for (const file of context.files) {
      if (file.role === 'docs') continue
      const catalogue = carriesCatalogue(file)
      const sections = ownSections(file)
      const steps = ownSteps(file)
      scan(context, file, file.text, SECTION, 'section', id => sections.has(id) || catalogueSection(id) !== undefined)
      scan(context, file, file.view.prose, STEP, 'step', id => steps.has(`Step ${id}`))
      if (!catalogue) continue
      for (const match of file.view.prose.matchAll(BARE))
        if (!sections.has(match[0]) && !isHeadingNumber(file, match.index))
          report(context, file, 'section', match[0], { start: match.index, end: match.index + match[0].length })
    }
  },
})

function scan(
  context: CheckContext,
  file: PackFile,
  text: string,
  pattern: RegExp,
  noun: string,
  exists: (id: string) => boolean,
): void {
  for (const match of text.matchAll(pattern)) {
    if (match.index < file.front.bodyStart || elsewhere(text, match.index + match[0].length)) continue
    const listStart = match.index + match[0].length - match[1]!.length
    for (const number of match[1]!.matchAll(NUMBER)) {
      if (exists(number[0]) || Number.parseInt(number[0], 10) > LAST) continue
      const start = listStart + number.index
      report(context, file, noun, number[0], { start, end: start + number[0].length })
    }
  }
}

function report({ report }: CheckContext, file: PackFile, noun: string, id: string, place: Place): void {
  report(file, {
    place,
    unexpected: `reference to ${noun} ${id}`,
    expected: `a ${noun} that ${file.path} or the section catalogue has`,
  })
}

/** "Step 3 of the handover workflow" is another file's business. */
const elsewhere = (text: string, end: number): boolean =>
  /^\s+(?:of|in)\s+(?:the\s+)?[`[/\w]/.test(text.slice(end, end + 40))

const isHeadingNumber = (file: PackFile, offset: number): boolean =>
  file.document.sections.some(({ heading }) => heading.start <= offset && offset < heading.end)

function ownSections(file: PackFile): Set<string> {
  return new Set(file.document.sections.flatMap(({ id, title }) => id ?? /^(\d+)[.)]\s/.exec(title)?.[1] ?? []))
}

/** Steps by heading; a file without such headings may number its steps in a list or as `1. Title`. */
function ownSteps(file: PackFile): Set<string> {
  const named = file.document.sections.flatMap(({ id }) => (id?.startsWith('Step') ? [id] : []))
  if (named.length > 0) return new Set(named)
  const numbered = file.document.sections.flatMap(({ title }) => /^(\d+)[.)]\s/.exec(title)?.[1] ?? [])
  const listed = [...file.text.matchAll(/^[^\S\n]{0,3}(\d{1,3})[.)]\s/gm)].map(match => match[1]!)
  return new Set([...numbered, ...listed].map(number => `Step ${number}`))
}
