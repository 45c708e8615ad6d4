import { lastReflection } from '../core/lint/reflection.ts'
import { defineRule } from '../core/lint/rule.ts'
import { isOpen } from '../core/lint/text.ts'
import { reflection } from './_reflection.ts'

const VAGUE =
  /^(?:none|n\/a|nothing|continue|continue (?:the )?(?:work|task|session|here|from here)|resume(?: work)?|finish(?: it| the (?:work|task|rest))?|see above|tbd|keep going)[\s.!]*$/i

export default defineRule({
  id: 'reflection-next-step',
  group: 'reflection',
  tier: 'pure',
  severity: 'error',
  summary: 'unless it was a success, the next step is exact',
  why: 'It is the only line of the reflection that the next session acts upon.',
  enforces: ['dp-next-step'],
  kinds: ['reflection', 'handoff', 'mission'],
  examples: {
    ok: [
      { text: reflection() },
      {
        title: 'nothing is left after a success',
        text: reflection()
          .replace('partial', 'success')
          .replace(/(\*\*Next step\*\*:).*/, '$1 none'),
      },
    ],
    bad: [{ text: reflection().replace(/(\*\*Next step\*\*:).*/, '$1 continue') }],
  },
  check({ document, report }) {
    const entries = lastReflection(document)?.entries ?? []
    const next = entries.findLast(({ key }) => key === 'next_step')
    const outcome = entries.findLast(({ key }) => key === 'outcome')
    if (!next || isOpen(document, next.valuePlace) || outcome?.value.toLowerCase().startsWith('success')) return
    if (VAGUE.test(next.value))
      report({
        place: next.valuePlace,
        unexpected: `next step \`${next.value}\``,
        expected: 'what to do first, where, and how to see that it worked',
      })
  },
})
