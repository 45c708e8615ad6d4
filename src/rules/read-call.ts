import { callsIn } from '../core/lint/calls.ts'
import { defineRule } from '../core/lint/rule.ts'
import { saysNone, saysNothing, sectionOpen } from '../core/lint/text.ts'
import { section as catalogued } from '../core/sections.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'read-call',
  group: 'section-0',
  tier: 'pure',
  severity: 'error',
  summary: '0.2 reads documents with `Read()` calls, or says that there are none',
  why: 'Plans that are only mentioned are not read, and most broken handoffs are broken there.',
  enforces: ['qc-0.2', 'qc-final-plans', 'rf-executable'],
  kinds: ['handoff'],
  examples: {
    ok: [
      { text: fragment('0.2', fenced('Read("/code/shop/docs/plans/cart-impl.md")   # implementation plan')) },
      { title: 'nothing to read', text: fragment('0.2', 'NO DOCUMENTS TO READ') },
    ],
    bad: [{ text: fragment('0.2', 'The implementation plan is in docs/plans.') }],
  },
  check({ document, report }) {
    const section = document.section('0.2')
    if (!section || section.nodes.length === 0 || sectionOpen(document, section)) return
    if (callsIn(document, '0.2', 'Read').length > 0 || saysNone(document, section)) return
    if (saysNothing(document, section)) return
    report({
      place: section.heading,
      unexpected: 'section `0.2` without a `Read()` call',
      expected: `\`Read("/absolute/path")\` in a code block, or \`${catalogued('0.2')!.none}\``,
    })
  },
})
