import { placeOf, textOf } from '../core/document.ts'
import { patterns } from '../core/lint/format.ts'
import { defineRule, type Place } from '../core/lint/rule.ts'
import { stateOf, stringAt } from '../core/lint/state.ts'
import { inside, isOpen, scopeOf } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const boxes = (ticked: string) =>
  fragment('1.1', `- ${patterns.map(({ label }) => `[${ticked.includes(label) ? 'x' : ' '}] ${label}`).join(' / ')}`)
const yaml = fragment('1.20', fenced('workflow:\n  pattern: parallel-swarm', 'yaml'))

export default defineRule({
  id: 'workflow-pattern',
  group: 'subagents',
  tier: 'pure',
  severity: 'error',
  summary: 'one workflow pattern is ticked in 1.1, and it is that of the YAML',
  why: 'The pattern decides whether the successor works itself, one agent at a time, or with many.',
  enforces: ['qc-org-pattern'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${boxes('Parallel swarm')}\n${yaml}` }],
    bad: [
      { title: 'none ticked', text: boxes('') },
      { title: 'two ticked', text: boxes('Parallel swarm Hierarchical') },
      { title: 'another in the YAML', text: `${boxes('Hierarchical')}\n${yaml}` },
    ],
  },
  check({ document, report }) {
    const scope = scopeOf(document, '1.1')
    if (!scope) return
    const line = document.nodes('listItem').filter(node => inside(scope, placeOf(node)) && mentions(textOf(node)))
    const first = line[0]
    if (!first || isOpen(document, placeOf(first))) return
    const place: Place = { start: placeOf(first).start, end: placeOf(line.at(-1)!).end }
    const ticked = patterns.filter(({ label }) =>
      new RegExp(`\\[[xX]\\]\\s*${label.replace('-', '[- ]')}`, 'i').test(document.text.slice(place.start, place.end)),
    )
    const wanted = stateOf(document) && stringAt(stateOf(document)!.value, 'workflow.pattern')
    if (ticked.length !== 1)
      report({ place, unexpected: `${ticked.length} workflow patterns ticked`, expected: 'exactly one' })
    else if (wanted && ticked[0]!.value !== wanted)
      report({
        place,
        unexpected: `workflow pattern \`${ticked[0]!.value}\` in 1.1`,
        expected: `\`${wanted}\`, as in 1.20`,
      })
  },
})

function mentions(text: string): boolean {
  return patterns.some(({ label }) => text.toLowerCase().includes(label.toLowerCase()))
}
