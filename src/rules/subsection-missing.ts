import { placeOf, textOf } from '../core/document.ts'
import { defineRule } from '../core/lint/rule.ts'
import { inside, saysNone, scopeOf } from '../core/lint/text.ts'
import { plainTitle } from '../core/recognise.ts'
import { handoffSections } from '../core/sections.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'subsection-missing',
  group: 'structure',
  tier: 'pure',
  severity: 'warning',
  summary: '1.1, 1.9 and 1.25 have the parts the format names',
  why: 'A missing part is a mark of partial work: nobody can tell whether it was empty or forgotten.',
  enforces: ['pw-missing-subsection', 'qc-org-ownership', 'qc-ctx-1.25'],
  kinds: ['handoff'],
  examples: {
    ok: [
      {
        text: fragment(
          '1.25',
          '#### User Messages (Intent Evolution)\n\nOne.\n\n#### Corrections Received\n\nNone.\n\n#### Error History\n\nNone.',
        ),
      },
      { title: 'no plans, no parts', text: fragment('1.9', 'NO PLANNING DOCUMENTS - ad-hoc work') },
    ],
    bad: [{ text: fragment('1.25', '#### User Messages (Intent Evolution)\n\nOne.') }],
  },
  check({ document, report }) {
    for (const { id, parts } of handoffSections.sections) {
      const section = document.section(id)
      const scope = parts && scopeOf(document, id)
      if (!scope || !section || section.nodes.length === 0 || saysNone(document, section)) continue
      const titles = document
        .nodes('heading')
        .filter(node => inside(scope, placeOf(node)))
        .map(node => plainTitle(textOf(node)))
      const missing = parts.filter(part => !titles.includes(plainTitle(part)))
      if (missing.length > 0)
        report({
          place: section.heading,
          unexpected: `section \`${id}\` without the part \`${missing.join('`, `')}\``,
          expected: 'every part of the section',
          help: 'when there is nothing to say in it, say so',
        })
    }
  },
})
