import { defineRule } from '../core/lint/rule.ts'
import { handoffSections } from '../core/sections.ts'
import { skeleton } from './_sample.ts'

const { reflection, mission } = handoffSections

export default defineRule({
  id: 'unknown-document',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'the document is a handoff, a Framework Reflection or a Mission Handoff',
  why: 'A file that was meant as a handoff but is not recognised as one would pass unread.',
  kinds: ['unknown'],
  examples: {
    ok: [{ title: 'recognised by its headings', text: skeleton(), kind: 'handoff' }],
    bad: [{ title: 'notes without the sections of the format', text: '# Notes\n\nWe stopped at the parser.\n' }],
  },
  check({ document, report }) {
    const fenced = document.fences.some(fence => fence.value.includes(`# ${reflection.heading}`))
    const end = document.text.indexOf('\n')
    report({
      place: { start: 0, end: end < 0 ? document.text.length : end },
      unexpected: 'document without the headings of a handoff',
      expected: `a midstride handoff (\`SECTION 0\`, \`0.1\` … \`Step 9\`), a \`${reflection.heading}\` or a \`${mission.heading}\``,
      help: fenced
        ? 'its reflection stands inside a code fence and counts as a sample; take it out of the fence'
        : 'name the kind with --kind when it is one, or let `midstride draft` write one; other files need not be linted',
    })
  },
})
