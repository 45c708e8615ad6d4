import { haltOf } from '../core/lint/halt.ts'
import { lastReflection } from '../core/lint/reflection.ts'
import { defineRule } from '../core/lint/rule.ts'
import { reflection } from './_reflection.ts'

const dump =
  '---\nDUMP COMPLETE. Work paused at checkpoint.\n\nTo resume: `/pull T-17` or claim the follow-up tasks created above.\n---\n'

export default defineRule({
  id: 'dump-outcome',
  group: 'reflection',
  tier: 'pure',
  severity: 'error',
  summary: 'the outcome of a dump is `partial`, or `success` when nothing was left undone',
  why: 'A dump interrupts work; "failure" would close a task that is to be taken up again.',
  enforces: ['dp-outcome'],
  kinds: ['reflection', 'handoff', 'mission'],
  examples: {
    ok: [{ text: `${reflection()}\n${dump}` }],
    bad: [{ text: `${reflection().replace('partial', 'failure')}\n${dump}` }],
  },
  check({ document, report }) {
    if (haltOf(document)?.kind !== 'dump') return
    const entry = lastReflection(document)!.entries.findLast(({ key }) => key === 'outcome')
    if (entry && /^failure\b/i.test(entry.value))
      report({
        place: entry.valuePlace,
        unexpected: 'outcome `failure` of a dump',
        expected: '`partial`, or `success` when nothing was left undone',
      })
  },
})
