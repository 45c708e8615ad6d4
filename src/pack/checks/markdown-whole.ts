import type { DocumentSection } from '../../core/document.ts'
import type { Place } from '../../core/finding.ts'
import { defineCheck } from '../check.ts'
import { command } from '../example.ts'

export default defineCheck({
  id: 'markdown-whole',
  severity: 'error',
  summary: 'Every fence is closed, steps are numbered without gap or repeat, no heading stands over nothing',
  why: 'A fence that never closes swallows every step after it; a missing number is usually a lost step.',
  examples: {
    ok: [
      command('## Step 1: Tag\n\n```\ngit tag\n```\n\n## Step 2: Push\n\nPush it.'),
      command('## Before\n\n### Step 1: Look\n\nLook.\n\n## After\n\n### Step 1: Tell\n\nTell.'),
    ],
    bad: [
      command('## Step 1: Tag\n\n```\ngit tag\n\n## Step 2: Push\n\nPush it.'),
      command('## Step 1: Tag\n\nTag it.\n\n## Step 3: Push\n\nPush it.'),
      command('## Step 1: Tag\n\nTag it.\n\n## Step 1: Push\n\nPush it.'),
      command('## Step 1: Tag\n\n## Step 2: Push\n\nPush it.'),
    ],
  },
  check({ files, report }) {
    for (const file of files) {
      if (file.role === 'docs') continue
      const { fences, sections } = file.document
      for (const fence of fences)
        if (!fence.closed)
          report(file, {
            place: { start: fence.place.start, end: Math.min(fence.place.start + 3, fence.place.end) },
            unexpected: 'fence that is never closed',
            expected: 'a closing fence as long as the opening one',
          })
      for (const [index, section] of sections.entries()) {
        const next = sections[index + 1]
        const body = file.text.slice(section.heading.end, next?.heading.start ?? file.text.length)
        if (body.trim() === '' && !(next && next.depth > section.depth))
          report(file, {
            place: section.heading,
            unexpected: `nothing below "${section.title}"`,
            expected: 'what the heading promises',
          })
      }
      for (const { heading, expected, found } of numberingGaps(sections))
        report(file, {
          place: heading,
          unexpected: `Step ${found} after Step ${expected - 1}`,
          expected: `Step ${expected}`,
        })
    }
  },
})

/** Steps that do not follow the one before; below each heading of a higher level the count begins anew. */
function numberingGaps(sections: readonly DocumentSection[]): { heading: Place; expected: number; found: number }[] {
  const gaps: { heading: Place; expected: number; found: number }[] = []
  let last: { depth: number; number: number } | null = null
  for (const { id, depth, heading } of sections) {
    const number = /^Step (\d+)$/.exec(id ?? '')?.[1]
    if (last && depth < last.depth) last = null
    if (number === undefined) continue
    if (last && last.depth === depth && Number(number) !== last.number + 1)
      gaps.push({ heading, expected: last.number + 1, found: Number(number) })
    last = { depth, number: Number(number) }
  }
  return gaps
}
