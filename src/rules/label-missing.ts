import { labelFormats } from '../core/lint/format.ts'
import { labelsIn, plainLabel } from '../core/lint/labels.ts'
import { defineRule } from '../core/lint/rule.ts'
import { isOpen, scopeOf } from '../core/lint/text.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'label-missing',
  group: 'context',
  tier: 'pure',
  severity: 'warning',
  summary: '1.1, 1.2, 1.5, 1.6, 1.8 and 1.12 have the labels the format names',
  why: 'Each label is a question of the successor: what is the goal, what is mine, what must not happen again.',
  enforces: [
    'qc-org-ownership',
    'qc-org-skills',
    'qc-ctx-corrections',
    'qc-org-todos',
    'qc-ver-artifacts',
    'pw-missing-subsection',
  ],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.5', '**Main Agent:** wrote /code/shop/src/cart.ts\n**Subagents:** none') }],
    bad: [{ text: fragment('1.5', 'We wrote some files.') }],
  },
  check({ document, report }) {
    for (const [id, labels] of Object.entries(labelFormats)) {
      const section = document.section(id)
      const scope = scopeOf(document, id)
      if (!section || !scope || section.nodes.length === 0) continue
      const found = labelsIn(document, id).map(label => label.name)
      const missing = labels.filter(label => !found.some(name => name.startsWith(plainLabel(label))))
      if (missing.length > 0 && !(found.length === 0 && isOpen(document, scope)))
        report({
          place: section.heading,
          unexpected: `section \`${id}\` without \`**${missing.join(':**`, `**')}:**\``,
          expected: 'every label of the section',
          help: 'when there is nothing to say, write `none` behind it',
        })
    }
  },
})
