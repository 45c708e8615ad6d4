import type { DocumentSection } from '../core/document.ts'
import { oneLine, truncate } from '../core/text.ts'
import { bareTitle, carriesCatalogue, sectionText } from './headings.ts'
import type { PackFile } from './pack.ts'

/** call: a skill or a tool is called · action: the agent does it itself · decision · gate: nothing goes on until it passes · end. */
export type StepKind = 'call' | 'action' | 'decision' | 'gate' | 'end'

export interface Branch {
  label: string
  /** Id of the step it leads to; null: the next one. */
  to: string | null
}

export interface Step {
  id: string
  title: string
  kind: StepKind
  /** Ways on; without any it is the next step. */
  branches: Branch[]
}

const TOOL = /\bmcp__\w+__\w+|\b(?:Skill|TodoWrite|TaskCreate|TaskUpdate|TaskList|Agent)\b\(?/
const GATE = /\b(?:verify|verification|quality|lint|check)\b/i
const STOP: Branch['to'] = 'Done'

/** The steps of a prompt, read from its own headings, numbered lists, tables of modes and conditions. */
export function stepsOf(file: PackFile): Step[] {
  const steps = carriesCatalogue(file) ? documentSteps(file) : headingSteps(file)
  const known = new Set([...steps.map(({ id }) => id), 'Done'])
  for (const step of steps) step.branches = step.branches.filter(({ to }) => to === null || known.has(to))
  return steps
}

/** Commands and workflows: one step per `## Step N: Title` or `## N. Title`; a section before them that ends in "stop" is a way out. */
function headingSteps(file: PackFile): Step[] {
  const steps: Step[] = []
  for (const section of file.document.sections) {
    if (section.depth !== 2) continue
    const body = sectionText(file, section).text
    const number = /^(?:Step )?(\d+(?:\.\d+)?)$/.exec(section.id ?? /^(\d+)[.)]\s/.exec(section.title)?.[1] ?? '')?.[1]
    if (number === undefined) {
      if (steps.length === 0 && /\bstop\.\s*$/i.test(body.trim())) steps.push(wayOut(section))
      continue
    }
    const title = bareTitle(section.title)
    steps.push({ id: `S${number.replace('.', '_')}`, title, kind: kindOf(title, body), branches: branchesOf(body) })
  }
  return steps
}

const wayOut = (section: DocumentSection): Step => ({
  id: 'S0',
  title: `${bareTitle(section.title)}?`,
  kind: 'decision',
  branches: [
    { label: 'yes', to: STOP },
    { label: 'no', to: null },
  ],
})

function kindOf(title: string, body: string): StepKind {
  if (/^halt\b/i.test(title)) return 'end'
  if (GATE.test(title)) return 'gate'
  return TOOL.test(body) ? 'call' : 'action'
}

const CONDITION =
  /(?:^|[.;|]\s+)([A-Z][^.:;|\n`]{2,60}): (?:go to (?:Step )?(\d+(?:\.\d+)?)|Step (\d+(?:\.\d+)?)(?: with [^.;|\n]{1,60})?(?=[.;|\n])|[^.;|\n]{0,60}\bstop\b)/gm

/** "None: go to Step 3." and "Refused …: say why, and stop." */
function branchesOf(body: string): Branch[] {
  return [...body.matchAll(CONDITION)].map(([, label = '', first, second]) => {
    const number = first ?? second
    return { label: clip(label, 60), to: number === undefined ? STOP : `S${number.replace('.', '_')}` }
  })
}

/** The command that writes a document: modes, the steps of its list, then the document's own parts as they are named in the prompt. */
function documentSteps(file: PackFile): Step[] {
  const steps: Step[] = [modeStep(file)].flatMap(step => step ?? [])
  if (/<analysis>/.test(file.text))
    steps.push({ id: 'Analysis', title: 'Walk the analysis', kind: 'action', branches: [] })
  const list = file.document.sections.find(({ title }) => title === 'Steps')
  const listed = list ? listSteps(sectionText(file, list).text) : []
  if (listed.length > 0) steps.push(withTool, ...listed)
  const last = listed.at(-1)
  if (last) last.branches = [{ label: '', to: 'Reflection' }]
  for (const section of file.document.sections) {
    if (section.depth !== 2) continue
    const body = sectionText(file, section).text
    if (/^\d$/.test(section.id ?? '')) steps.push(...partSteps(section, body))
    if (/^QUALITY CHECK/.test(section.title))
      steps.push(
        {
          id: 'Quality',
          title: 'Quality check: every answer yes?',
          kind: 'gate',
          branches: [
            { label: 'yes', to: null },
            { label: 'no', to: 'Detail' },
          ],
        },
        { id: 'Detail', title: 'Add detail', kind: 'action', branches: [{ label: '', to: 'Quality' }] },
      )
  }
  if (/<reflection>/.test(file.text)) steps.push({ id: 'Reflection', title: 'Last look', kind: 'action', branches: [] })
  return steps
}

/** The list is for those who have the program; the parts below are written by hand. */
const withTool: Step = {
  id: 'Tool',
  title: 'midstride at hand?',
  kind: 'decision',
  branches: [
    { label: 'yes', to: null },
    { label: 'no', to: 'P0' },
  ],
}

/** A table whose first column is the mode: one branch for each. */
function modeStep(file: PackFile): Step | null {
  const rows = /^\|\s*Mode\s*\|[^\n]*\n\|[-| :]+\|\n((?:\|[^\n]*\n)+)/m.exec(file.text)?.[1]
  if (!rows) return null
  const branches = rows
    .trim()
    .split('\n')
    .map(row => {
      const [, name = '', , does = ''] = row.split('|').map(cell => cell.trim())
      return { label: name.replaceAll('`', ''), to: /^skip the analysis/i.test(does) ? 'Tool' : null }
    })
  return { id: 'Mode', title: 'Which mode?', kind: 'decision', branches }
}

/** Numbered items of the first list; "Checkpoint: …, stop here." inside one is a way out of it. */
function listSteps(text: string): Step[] {
  const items = [...text.matchAll(/^(\d+)\.\s+([^\n]+)/gm)]
  const end = items.findIndex(([, number], index) => index > 0 && number === '1')
  return items.slice(0, end < 0 ? undefined : end).map(([, number = '', line = '']) => {
    const tool = /mcp__\w+?__(\w+)/.exec(line)?.[1]
    const plain = line.replace(/^[A-Z]\w+: [^.]*\.\s+(?=\S)/, '')
    const sentence = tool ? humanName(tool) : (/^(?:[^.;]|\.(?=\w))+/.exec(plain)?.[0] ?? plain)
    const gate = /\b(?:until clean|correct what is contradicted|mend)\b/i.test(line)
    const ways = [...line.matchAll(/(?:^|\.\s)([A-Z][a-z]+): [^.]*\bstop here\b/g)].map(([, label = '']) => ({
      label,
      to: STOP,
    }))
    return {
      id: `L${number}`,
      title: clip(sentence, 60),
      kind: gate ? 'gate' : tool ? 'call' : 'action',
      branches: ways,
    }
  })
}

const humanName = (tool: string): string => tool.replaceAll('_', ' ').replace(/^\w/, letter => letter.toUpperCase())

/** A part of the document; a save that only some modes need is a decision of its own. */
function partSteps(section: DocumentSection, body: string): Step[] {
  const number = section.id!
  const part: Step = {
    id: `P${number}`,
    title: `Section ${number}: ${titleCase(bareTitle(section.title))}`,
    kind: 'action',
    branches: [],
  }
  const saved = /^`auto`, `checkpoint`: now `mcp__\w+?__(\w+)/m.exec(body)?.[1]
  if (!saved) return [part]
  return [
    part,
    {
      id: 'Persist',
      title: 'Mode auto or checkpoint?',
      kind: 'decision',
      branches: [
        { label: 'yes', to: null },
        { label: 'no', to: 'P2' },
      ],
    },
    { id: 'Save', title: humanName(saved), kind: 'call', branches: [] },
  ]
}

const titleCase = (text: string): string => text.toLowerCase().replace(/\b[a-z]/g, letter => letter.toUpperCase())

const clip = (text: string, max: number): string =>
  truncate(oneLine(text.replace(/[`*[\]]/g, '').replace(/<[^>]*>/g, '')), max)
