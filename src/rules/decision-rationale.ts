import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, stringAt } from '../core/lint/state.ts'
import { isOpen, lineOf } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (rationale: string) =>
  fragment(
    '1.20',
    fenced(
      `decisions:\n  binding:\n    - decision: Money is kept in cents\n      rationale: ${rationale}\n      binding: ABSOLUTE\n  technical: []`,
      'yaml',
    ),
  )

export default defineRule({
  id: 'decision-rationale',
  group: 'context',
  tier: 'pure',
  severity: 'warning',
  summary: 'every decision says why',
  why: 'A decision without its reason cannot be applied to a case it did not foresee, and is the first to be undone.',
  enforces: ['qc-ctx-concepts'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: yaml('floats lose cents') }],
    bad: [{ text: yaml('null') }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state) return
    for (const path of ['decisions.binding', 'decisions.technical'])
      for (const { value, pointer } of records(state, path)) {
        const place = state.place(`${pointer}/rationale`)
        if (stringAt(value, 'rationale') || isOpen(document, lineOf(document.text, place))) continue
        report({
          place,
          unexpected: `decision ${quote(String(value.decision ?? ''))} without a reason`,
          expected: 'why it was taken',
        })
      }
  },
})
