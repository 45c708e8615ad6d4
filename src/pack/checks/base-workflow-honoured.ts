import type { DocumentSection } from '../../core/document.ts'
import { suggest } from '../../core/text.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { command, workflow } from '../example.ts'
import { bareTitle, sectionText } from '../headings.ts'
import { folderOf, joinPath, type Pack, type PackFile } from '../pack.ts'

/** Headings of a base workflow that are no steps. */
const REMARKS = new Set(['Edge Cases', 'Key Rules', 'Example', 'Examples'])

const base = workflow(
  'ending',
  '## Step 1: Commit\n\nCommit and push with `git push`.\n\n## Step 2: Halt here\n\nSay so and stop working.',
)

export default defineCheck({
  id: 'base-workflow-honoured',
  severity: 'error',
  summary: 'A prompt that names a base workflow carries out each of its steps, or waives it by name',
  why: 'The base workflow is what every session must do before it ends. A command that quietly lacks a step loses work.',
  examples: {
    ok: [
      {
        ...base,
        ...command('## Commit\n\nCommit, then push.', { 'base-workflow': 'ending', waives: '["Halt here"]' }),
      },
      {
        ...base,
        ...command('## Save\n\nCommit, then push.', {
          'base-workflow': 'ending',
          waives: '["Halt here"]',
          'base-steps': '{Commit: Save}',
        }),
      },
    ],
    bad: [
      { ...base, ...command('## Commit\n\nCommit, then push.', { 'base-workflow': 'ending' }) },
      { ...base, ...command('## Commit\n\nSoon.', { 'base-workflow': 'ending', waives: '["Halt here"]' }) },
      {
        ...base,
        ...command('## Commit\n\nCommit, then push.', { 'base-workflow': 'ending', waives: '["Halt there"]' }),
      },
      {
        ...base,
        ...command('## Save\n\nCommit, then push.', {
          'base-workflow': 'ending',
          waives: '["Halt here"]',
          'base-steps': '{Commit: Store}',
        }),
      },
      command('Cut it.', { 'base-workflow': 'ending' }),
    ],
  },
  check(context) {
    for (const file of context.files)
      if (file.role === 'entry' && typeof file.front.data['base-workflow'] === 'string') checkFile(context, file)
  },
})

function checkFile({ pack, report }: CheckContext, file: PackFile): void {
  const { 'base-workflow': name, 'base-steps': mapped = {}, waives = [] } = file.front.data as unknown as Declared
  const workflowFile = pack.at(`workflows/${name}.md`)
  if (!workflowFile) {
    const near = suggest(
      name,
      pack.entries('workflow').map(entry => entry.name),
    )
    report(file, {
      place: file.front.placeOf('/base-workflow'),
      unexpected: `base workflow \`${name}\``,
      expected: near ? `\`${near}\`` : 'a file of workflows/',
    })
    return
  }
  const steps = stepsOf(workflowFile)
  const titles = steps.map(({ title }) => title)
  const unknown = (key: string, place: string) => {
    const near = suggest(key, titles)
    report(file, {
      place: file.front.placeOf(place),
      unexpected: `step "${key}" that ${name} does not have`,
      expected: near ? `"${near}"` : `one of ${titles.join(', ')}`,
    })
  }
  for (const [index, step] of list(waives).entries()) if (!titles.includes(step)) unknown(step, `/waives/${index}`)
  for (const key of Object.keys(mapped)) if (!titles.includes(key)) unknown(key, '/base-steps')
  for (const step of steps) {
    if (list(waives).includes(step.title)) continue
    const carrier = findCarrier(file, step.title, mapped[step.title])
    if (!carrier)
      report(file, {
        place: file.front.placeOf(mapped[step.title] === undefined ? '/base-workflow' : '/base-steps'),
        unexpected:
          mapped[step.title] === undefined
            ? `${file.kind} without the step "${step.title}" of ${name}`
            : `heading "${mapped[step.title]}" that ${file.path} does not have`,
        expected: 'a heading of that name, an entry in base-steps, or one in waives',
      })
    if (carrier && !sharesWork(step.text, carried(pack, file, carrier), step.title))
      report(file, {
        place: carrier.heading,
        unexpected: `"${carrier.title}" that does nothing of "${step.title}"`,
        expected: `what workflows/${name}.md asks for under that step`,
      })
  }
}

interface Declared {
  'base-workflow': string
  'base-steps'?: Record<string, string>
  waives?: string[]
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

function stepsOf(file: PackFile): { title: string; text: string }[] {
  return file.document.sections
    .filter(section => section.depth === 2 && !REMARKS.has(section.title))
    .map(section => ({ title: bareTitle(section.title), text: sectionText(file, section).text }))
}

function findCarrier(file: PackFile, step: string, mapped: string | undefined): DocumentSection | undefined {
  const heading = (section: DocumentSection) =>
    file.text.slice(section.heading.start, section.heading.end).replace(/^#+\s*|\s*#*\s*$/g, '')
  return file.document.sections.find(section =>
    mapped === undefined ? bareTitle(section.title) === step : heading(section) === mapped,
  )
}

/** What a section does: its own text, and the material of the skill it links to. */
function carried(pack: Pack, file: PackFile, section: DocumentSection): string {
  const own = sectionText(file, section)
  const linked = file.view.links
    .filter(({ start }) => start >= own.start && start < own.end)
    .map(({ url }) => pack.at(joinPath(folderOf(file.path), url.split('#')[0]!) ?? '')?.text ?? '')
  return [own.text, ...linked].join('\n')
}

const COMMON = new Set(
  'that this with from what where when which have must your them they into then here there only never every other after before text line done work step'.split(
    ' ',
  ),
)
const contentWords = (text: string): Set<string> =>
  new Set(
    [...text.toLowerCase().matchAll(/[a-z_]{4,}/g)]
      .map(([word]) => word.replace(/(?:ing|ed|s)$/, ''))
      .filter(word => !COMMON.has(word)),
  )

/** Two words of content in common, the step's own name among them: enough to tell a step from an empty heading. */
function sharesWork(step: string, carrier: string, title: string): boolean {
  const wanted = contentWords(`${title} ${step}`)
  return [...contentWords(carrier)].filter(word => wanted.has(word)).length >= 2
}
