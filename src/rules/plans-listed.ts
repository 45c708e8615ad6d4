import { findCalls } from '../core/lint/calls.ts'
import { tablePaths } from '../core/lint/paths.ts'
import { defineRule } from '../core/lint/rule.ts'
import { inside, saysNone, saysNothing, sectionOpen } from '../core/lint/text.ts'
import { section as catalogued } from '../core/sections.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'plans-listed',
  group: 'plans',
  tier: 'pure',
  severity: 'error',
  summary: '1.9 and 1.10 list documents, or say in the exact words that there are none',
  why: 'Nine of ten broken handoffs lack the plan: the successor then rebuilds from memory what was decided on paper.',
  enforces: ['fb-plans-blank', 'fb-skipped-search', 'qc-plans-none', 'qc-plans-searched', 'qc-final-plans'],
  kinds: ['handoff'],
  examples: {
    ok: [
      { text: fragment('1.9', '| Path | From |\n|---|---|\n| /code/shop/plan.md | design |') },
      { title: 'none', text: fragment('1.9', 'NO PLANNING DOCUMENTS - ad-hoc work') },
      { title: 'calls instead of a table', text: fragment('1.10', fenced('Read("/code/shop/plan.md")')) },
    ],
    bad: [
      { title: 'prose', text: fragment('1.9', 'There is a plan somewhere in docs.') },
      { title: 'a table without rows', text: fragment('1.10', '| Priority | Path | Why |\n|---|---|---|') },
    ],
  },
  check({ document, report }) {
    const listed = [...tablePaths(document), ...findCalls(document).filter(call => call.name === 'Read')]
    for (const id of ['1.9', '1.10']) {
      const section = document.section(id)
      if (!section || section.nodes.length === 0 || sectionOpen(document, section)) continue
      if (saysNone(document, section) || saysNothing(document, section)) continue
      if (listed.some(({ place }) => inside(section.body, place))) continue
      report({
        place: section.heading,
        unexpected: `section \`${id}\` without a document`,
        expected: `documents with absolute paths, or \`${catalogued(id)!.none}\``,
        help: 'search first: `midstride plans` names the planning documents of a project',
      })
    }
  },
})
