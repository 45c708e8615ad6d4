import { defineRule } from '../core/lint/rule.ts'
import { section as catalogued, headingText } from '../core/sections.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'section-duplicate',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'no section stands twice',
  why: 'Two sections of one number are a sign of a corrupted document, and the successor cannot know which one holds.',
  enforces: ['pw-duplicate-header'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${fragment('1.2', 'One goal.')}\n${fragment('1.3', 'One concept.')}` }],
    bad: [{ text: `${fragment('1.2', 'One goal.')}\n${fragment('1.2', 'Another goal.')}` }],
  },
  check({ document, report }) {
    const first = new Map<string, number>()
    for (const { id, heading } of document.sections) {
      if (id === null || !catalogued(id)) continue
      const before = first.get(id)
      if (before === undefined) first.set(id, heading.start)
      else
        report({
          place: heading,
          unexpected: `second section \`${headingText(catalogued(id)!)}\``,
          expected: 'each section once',
          help: `the first stands in line ${document.position(before).line}; merge the two`,
        })
    }
  },
})
