import { defineRule } from '../core/lint/rule.ts'
import { sectionOpen } from '../core/lint/text.ts'
import { fragment } from './_sample.ts'

/** What 0.4 asks for, each in any wording. */
const ASKED: readonly (readonly [string, RegExp])[] = [
  ['the skill', /\bskills?\b|\bworkflow\b/i],
  ['the documents', /\bdocuments?\b|\bdocs?\b|\bread\b|\bplans?\b/i],
  ['the todos', /\bto-?dos?\b|\blist\b/i],
]

export default defineRule({
  id: 'restoration-checkpoint',
  group: 'section-0',
  tier: 'pure',
  severity: 'warning',
  summary: '0.4 asks for the skill, the documents and the todos, 0.5 lists constraints',
  why: 'The checkpoint is where a boot that half failed is noticed, before any work is done on it.',
  enforces: ['qc-0-top', 'rf-executable'],
  kinds: ['handoff'],
  examples: {
    ok: [
      { text: fragment('0.4', '- Skill invoked?\n- Documents read?\n- Todos restored?') },
      { text: fragment('0.5', '- Run the check of 1.13 before calling anything done') },
    ],
    bad: [
      { text: fragment('0.4', '- Skill invoked?') },
      { title: 'constraints in prose', text: fragment('0.5', 'Be careful.') },
    ],
  },
  check({ document, report }) {
    const checkpoint = document.section('0.4')
    if (checkpoint && checkpoint.nodes.length > 0 && !sectionOpen(document, checkpoint)) {
      const missing = ASKED.filter(([, word]) => !word.test(document.bodyOf(checkpoint))).map(([what]) => what)
      if (missing.length > 0)
        report({
          place: checkpoint.heading,
          unexpected: `checkpoint that does not ask for ${missing.join(' and ')}`,
          expected: 'skill, documents and todos',
        })
    }
    const constraints = document.section('0.5')
    if (
      constraints &&
      constraints.nodes.length > 0 &&
      !sectionOpen(document, constraints) &&
      !constraints.nodes.some(node => node.type === 'list')
    )
      report({
        place: constraints.heading,
        unexpected: 'section `0.5` without a list',
        expected: 'one constraint for each item',
      })
  },
})
