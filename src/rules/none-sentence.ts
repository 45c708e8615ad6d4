import { placeOf, textOf } from '../core/document.ts'
import { findCalls } from '../core/lint/calls.ts'
import { defineRule } from '../core/lint/rule.ts'
import { saysNone, saysNothing } from '../core/lint/text.ts'
import { handoffSections } from '../core/sections.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'none-sentence',
  group: 'section-0',
  tier: 'pure',
  severity: 'error',
  summary: 'that there is nothing is said in the exact words of the format, and only when there is nothing',
  why: 'Programs and agents look for these words; "none" may also mean that nobody looked.',
  enforces: ['qc-0.1', 'qc-0.2', 'qc-plans-none', 'fb-plans-blank'],
  kinds: ['handoff'],
  fixable: true,
  examples: {
    ok: [
      { text: fragment('1.9', 'NO PLANNING DOCUMENTS - ad-hoc work') },
      { title: 'there is something', text: fragment('0.2', fenced('Read("/code/shop/plan.md")')) },
    ],
    bad: [
      { title: 'other words', text: fragment('1.10', 'None.') },
      { title: 'both', text: fragment('0.2', `NO DOCUMENTS TO READ\n\n${fenced('Read("/code/shop/plan.md")')}`) },
    ],
  },
  check({ document, report }) {
    const calls = findCalls(document)
    for (const { id, none } of handoffSections.sections) {
      const section = none ? document.section(id) : undefined
      if (!section || !none) continue
      const call = calls.find(({ section, name }) => section === id && name !== 'TodoWrite')
      if (saysNone(document, section)) {
        if (call) report({ place: call.place, unexpected: `call beside \`${none}\``, expected: 'one or the other' })
        continue
      }
      const said = saysNothing(document, section)
      if (call || !said) continue
      report({
        place: placeOf(said),
        unexpected: `\`${textOf(said).trim()}\` in section \`${id}\``,
        expected: `\`${none}\``,
        fix: [{ ...placeOf(said), text: none }],
      })
    }
  },
})
