import { findReflections, HEADING } from '../core/lint/reflection.ts'
import { defineRule } from '../core/lint/rule.ts'
import { reflection } from './_reflection.ts'
import { fenced } from './_sample.ts'

export default defineRule({
  id: 'reflection-fenced',
  group: 'reflection',
  tier: 'pure',
  severity: 'error',
  summary: 'the reflection stands in the document, not in a code block',
  why: 'In a code block it is a sample: readers skip it, as they skip the template in the command.',
  enforces: ['dp-reflection'],
  kinds: ['reflection'],
  examples: {
    ok: [
      { text: reflection() },
      {
        title: 'the template above it',
        text: `${fenced('## Framework Reflection\n\n**Prompts**: [brief]', 'markdown')}\n\n${reflection()}`,
      },
    ],
    bad: [{ text: fenced(reflection(), 'markdown') }, { title: 'none at all', text: '# Notes\n\nAll went well.\n' }],
  },
  check({ document, report }) {
    if (findReflections(document).length > 0) return
    const fence = document.fences.find(({ value }) => value.includes(`# ${HEADING}`))
    const end = document.text.indexOf('\n')
    report({
      place: fence?.place ?? { start: 0, end: end < 0 ? document.text.length : end },
      unexpected: fence ? 'reflection inside a code block' : 'document without a reflection',
      expected: fence ? 'it outside of the code block' : `a heading \`## ${HEADING}\` with its nine fields`,
    })
  },
})
