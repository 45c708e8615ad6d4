import { defineRule } from '../core/lint/rule.ts'
import { vagueOrders } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'vague-continue',
  group: 'section-0',
  tier: 'pure',
  severity: 'error',
  summary: '0.1 gives a call to carry out, not an order to go on',
  why: '"Continue the workflow" names neither the skill nor the position; the successor improvises.',
  enforces: ['fb-vague-continue'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('0.1', fenced('Skill("develop", "--resume Phase3.Task7")')) }],
    bad: [
      { text: fragment('0.1', 'Continue the workflow.') },
      { title: 'in a code block', text: fragment('0.1', fenced('Continue the workflow at task 7')) },
    ],
  },
  check({ document, report }) {
    for (const { place, words } of vagueOrders(document))
      report({
        place,
        unexpected: `order to go on (\`${words}\`)`,
        expected: '`Skill("name", "--resume …")` with the exact position',
      })
  },
})
