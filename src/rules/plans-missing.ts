import { quote } from '../core/lint/agree.ts'
import { isAbsolute } from '../core/lint/paths.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'
import { session } from './_session.ts'

const evidence = {
  session: session({ planDocs: [{ path: '/code/shop/docs/cart-impl.md', actions: ['read'], lastAt: null }] }),
}

export default defineRule({
  id: 'plans-missing',
  group: 'plans',
  tier: 'transcript',
  severity: 'error',
  summary: 'every planning document the session opened is named',
  why: 'The session worked by it; without it the successor works by memory.',
  enforces: ['qc-plans-searched', 'fb-skipped-search', 'fb-plans-blank', 'qc-final-plans'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.9', '| Path | From |\n|---|---|\n| /code/shop/docs/cart-impl.md | design |'), evidence }],
    bad: [{ text: fragment('1.9', 'NO PLANNING DOCUMENTS - ad-hoc work'), evidence }],
  },
  check({ document, evidence, report }) {
    const section = document.section('1.9')
    for (const { path } of evidence.session?.planDocs ?? [])
      if (section && isAbsolute(path) && !document.text.includes(path))
        report({
          place: section.heading,
          unexpected: `document without the plan ${quote(path)}, which the session opened`,
          expected: 'its path in 1.9 and 1.10',
        })
  },
})
