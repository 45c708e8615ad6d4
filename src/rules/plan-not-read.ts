import { callsIn } from '../core/lint/calls.ts'
import { defineRule } from '../core/lint/rule.ts'
import { sectionOpen } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'plan-not-read',
  group: 'plans',
  tier: 'pure',
  severity: 'error',
  summary: 'what 1.10 reads, 0.2 reads as well',
  why: 'Section 0 is carried out first; a plan that only 1.10 names is read after the work has begun.',
  enforces: ['qc-final-plans'],
  kinds: ['handoff'],
  examples: {
    ok: [
      {
        text: `${fragment('0.2', fenced('Read("/code/shop/plan.md")'))}\n${fragment('1.10', fenced('Read("/code/shop/plan.md")'))}`,
      },
    ],
    bad: [
      { text: `${fragment('0.2', 'NO DOCUMENTS TO READ')}\n${fragment('1.10', fenced('Read("/code/shop/plan.md")'))}` },
    ],
  },
  check({ document, report }) {
    const boot = document.section('0.2')
    if (!boot || sectionOpen(document, boot)) return
    const first = new Set(callsIn(document, '0.2', 'Read').map(call => call.args[0]?.value))
    for (const {
      args: [arg],
      problem,
    } of callsIn(document, '1.10', 'Read'))
      if (arg && !problem && !first.has(arg.value))
        report({
          place: arg.place,
          unexpected: `document \`${arg.value}\` that 0.2 does not read`,
          expected: `\`Read("${arg.value}")\` in 0.2`,
        })
  },
})
