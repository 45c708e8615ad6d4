import { readPaths, tablePaths } from '../core/lint/paths.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'plans-searched',
  group: 'plans',
  tier: 'grounded',
  severity: 'warning',
  summary: 'the planning documents of the project are listed in 1.9',
  why: 'The one thing that breaks most handoffs is a plan that lay on disk and was not looked for.',
  enforces: ['qc-plans-searched', 'fb-skipped-search', 'qc-plans-none'],
  kinds: ['handoff'],
  examples: {
    ok: [
      {
        text: fragment('1.9', '| Path | From |\n|---|---|\n| /code/shop/docs/cart-impl.md | design |'),
        evidence: { plans: ['/code/shop/docs/cart-impl.md'] },
      },
    ],
    bad: [
      {
        text: fragment('1.9', 'NO PLANNING DOCUMENTS - ad-hoc work'),
        evidence: { plans: ['/code/shop/docs/cart-impl.md'] },
      },
    ],
  },
  check({ document, evidence, report }) {
    const section = document.section('1.9')
    if (!section || !evidence.plans) return
    const named = new Set([...tablePaths(document), ...readPaths(document)].map(({ path }) => path))
    const missing = evidence.plans.filter(path => !named.has(path) && !document.bodyOf(section).includes(path))
    for (const path of missing.slice(0, 10))
      report({
        place: section.heading,
        unexpected: `section \`1.9\` without the planning document \`${path}\``,
        expected: 'every planning document of the project',
        help: 'when it has nothing to do with this work, say so beside its path',
      })
  },
})
