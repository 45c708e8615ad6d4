import type { DocumentSection } from '../core/document.ts'
import { defineRule } from '../core/lint/rule.ts'
import { handoffSections } from '../core/sections.ts'
import { skeleton } from './_sample.ts'

const rank = new Map(handoffSections.sections.map((entry, index) => [entry.id, index]))

export default defineRule({
  id: 'section-order',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'sections stand in the order of their numbers',
  why: 'Boot, context, continuation: the order is the order of execution.',
  kinds: ['handoff'],
  examples: {
    ok: [{ text: skeleton() }],
    bad: [{ title: '1.5 before 1.4', text: skeleton(ids => swap(ids, '1.4', '1.5')) }],
  },
  check({ document, report }) {
    const seen = new Set<string>()
    const present = document.sections.filter(section => {
      if (section.id === null || !rank.has(section.id) || seen.has(section.id)) return false
      seen.add(section.id)
      return true
    })
    const settled = longestRise(present.map(section => rank.get(section.id!)!))
    present.forEach((section, index) => {
      if (settled.has(index)) return
      const after = lastSettledBefore(present, settled, section)
      report({
        place: section.heading,
        unexpected: `section \`${section.id}\` out of order`,
        expected: after ? `it right after \`${after.id}\`` : 'it before every other section',
      })
    })
  },
})

function swap(ids: string[], a: string, b: string): string[] {
  return ids.map(id => (id === a ? b : id === b ? a : id))
}

function lastSettledBefore(
  present: readonly DocumentSection[],
  settled: ReadonlySet<number>,
  section: DocumentSection,
): DocumentSection | undefined {
  return present.filter((other, index) => settled.has(index) && rank.get(other.id!)! < rank.get(section.id!)!).at(-1)
}

/** Indexes of a longest rising run, so that one section in the wrong place is one finding. */
function longestRise(ranks: readonly number[]): Set<number> {
  const length: number[] = []
  const before: number[] = []
  let best = -1
  for (let i = 0; i < ranks.length; i += 1) {
    length[i] = 1
    before[i] = -1
    for (let j = 0; j < i; j += 1)
      if (ranks[j]! < ranks[i]! && length[j]! + 1 > length[i]!) {
        length[i] = length[j]! + 1
        before[i] = j
      }
    if (best < 0 || length[i]! > length[best]!) best = i
  }
  const run = new Set<number>()
  for (let at = best; at >= 0; at = before[at]!) run.add(at)
  return run
}
