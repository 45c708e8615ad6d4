import { beforeAll, describe, expect, it } from 'vitest'
import { loadCompilable } from '../../src/app/compile.ts'
import { packageRoot } from '../../src/io/package-root.ts'
import { COLORS, mermaid } from '../../src/pack/diagram.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { stepsOf } from '../../src/pack/steps.ts'

let pack: Pack
beforeAll(async () => {
  pack = await loadCompilable(packageRoot())
})

const NAMES = [
  'commands/dump.md',
  'commands/handoff.md',
  'commands/pull.md',
  'workflows/handover.md',
  'skills/mission-control/SKILL.md',
]

const edgesOf = (text: string) =>
  [...text.matchAll(/^ {4}(\w+) -->(?:\|"[^"\n]*"\|)? (\w+)$/gm)].map(match => [match[1]!, match[2]!] as const)

function reachable(edges: readonly (readonly [string, string])[], from: string): Set<string> {
  const seen = new Set([from])
  for (const node of seen) for (const [a, b] of edges) if (a === node) seen.add(b)
  return seen
}

describe.each(NAMES)('diagram of %s', name => {
  const draw = () => mermaid(name, stepsOf(pack.at(name)!))

  it('leads from Start to every step and from every step to Done', () => {
    const edges = edgesOf(draw())
    const nodes = [...new Set([...draw().matchAll(/^ {4}(\w+)[[({]/gm)].map(match => match[1]!))]
    expect([...reachable(edges, 'Start')].sort()).toEqual([...nodes].sort())
    for (const node of nodes) expect(reachable(edges, node)).toContain('Done')
  })

  it('colours every node by the legend', () => {
    const text = draw()
    for (const [, node] of text.matchAll(/^ {4}(\w+)[[({]/gm))
      expect(text).toMatch(new RegExp(`style ${node} fill:#[0-9a-fA-F]{6},color:#fff`))
    for (const [, color] of text.matchAll(/fill:(#\w{6})/g))
      expect(Object.values(COLORS).map(entry => entry.color)).toContain(color)
  })
})

it('draws the modes, the gate and the save of /handoff', () => {
  const text = mermaid('/handoff', stepsOf(pack.at('commands/handoff.md')!))
  for (const mode of ['manual', 'auto', 'checkpoint']) expect(text).toContain(`Mode -->|"${mode}"|`)
  expect(text).toMatch(/Quality -->\|"no"\| Detail\n {4}Detail --> Quality/)
  expect(text).toMatch(/Persist -->\|"yes"\| Save/)
  expect(text).toContain(`style Save fill:${COLORS.call.color}`)
  expect(text).toContain(`style Quality fill:${COLORS.gate.color}`)
})

it('draws the ways that /dump and the handover workflow take', () => {
  expect(mermaid('/dump', stepsOf(pack.at('commands/dump.md')!))).toMatch(/S1 -->\|"None"\| S3/)
  expect(mermaid('handover', stepsOf(pack.at('workflows/handover.md')!))).toMatch(/S0 -->\|"yes"\| Done/)
})
