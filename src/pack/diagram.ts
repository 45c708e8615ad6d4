import type { Step, StepKind } from './steps.ts'

/** Colours of the diagram the project began with. */
export const COLORS: Readonly<
  Record<'call' | 'action' | 'decision' | 'gate', { color: string; meaning: string; name: string }>
> = {
  call: { name: 'Green', color: '#4CAF50', meaning: 'Skill or tool call' },
  action: { name: 'Blue', color: '#2196F3', meaning: 'Command or action' },
  decision: { name: 'Orange', color: '#FF9800', meaning: 'Decision point' },
  gate: { name: 'Red', color: '#f44336', meaning: 'Quality gate' },
}

const SHAPES: Readonly<Record<StepKind, (label: string) => string>> = {
  call: label => `["${label}"]`,
  action: label => `["${label}"]`,
  end: label => `["${label}"]`,
  decision: label => `{"${label}"}`,
  gate: label => `{"${label}"}`,
}

/** A Mermaid flowchart of the steps, from Start to Done. */
export function mermaid(name: string, steps: readonly Step[]): string {
  const lines = ['flowchart TD', `    Start(["Start ${quoted(name)}"])`]
  for (const step of steps) lines.push(`    ${step.id}${SHAPES[step.kind](quoted(step.title))}`)
  lines.push('    Done(["Done"])', '', `    Start --> ${steps[0]?.id ?? 'Done'}`)
  for (const [index, step] of steps.entries()) lines.push(...edges(step, nextOf(steps, index)))
  lines.push('', ...['Start', 'Done'].map(id => style(id, 'action')))
  for (const { id, kind } of steps) lines.push(style(id, kind === 'end' ? 'action' : kind))
  return `${lines.join('\n')}\n`
}

/** Where a step goes on: the next one that is no detour, a single way back to an earlier step. */
function nextOf(steps: readonly Step[], index: number): string {
  const isDetour = ({ branches }: Step, at: number) => {
    const back = steps.findIndex(({ id }) => id === branches[0]?.to)
    return branches.length === 1 && back >= 0 && back < at
  }
  return steps.find((step, at) => at > index && !isDetour(step, at))?.id ?? 'Done'
}

function edges(step: Step, next: string): string[] {
  const { branches } = step
  if (step.kind === 'end') return [`    ${step.id} --> Done`]
  const arrows = branches.map(
    ({ label, to }) => `    ${step.id} -->${label ? `|"${quoted(label)}"|` : ''} ${to ?? next}`,
  )
  const goesOn = branches.some(({ to }) => to === null) || (branches.length === 1 && branches[0]!.label === '')
  if (!goesOn) arrows.unshift(`    ${step.id} -->${step.kind === 'gate' ? '|"passed"|' : ''} ${next}`)
  if (step.kind === 'gate' && branches.length === 0) arrows.push(`    ${step.id} -->|"mend"| ${step.id}`)
  return arrows
}

const style = (id: string, kind: keyof typeof COLORS): string => `    style ${id} fill:${COLORS[kind].color},color:#fff`

/** Quotes and angle brackets as Mermaid wants them inside `"…"`. */
const quoted = (text: string): string =>
  text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;')
