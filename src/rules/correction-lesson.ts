import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, stringAt } from '../core/lint/state.ts'
import { isOpen, lineOf } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (lesson: string) =>
  fragment(
    '1.20',
    fenced(
      `conversation:\n  corrections:\n    - original: used floats\n      correction: keep money in cents\n      lesson: ${lesson}`,
      'yaml',
    ),
  )

export default defineRule({
  id: 'correction-lesson',
  group: 'context',
  tier: 'pure',
  severity: 'error',
  summary: 'every correction of the user carries its lesson',
  why: 'The correction mends one place; the lesson keeps the successor from the next.',
  enforces: ['qc-ctx-lessons', 'qc-yaml-corrections', 'qc-ctx-corrections'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: yaml('never compute money in floats') }],
    bad: [{ text: yaml('null') }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state) return
    for (const { value, pointer } of records(state, 'conversation.corrections')) {
      const place = state.place(`${pointer}/lesson`)
      if (stringAt(value, 'lesson') || isOpen(document, lineOf(document.text, place))) continue
      report({
        place,
        unexpected: `correction ${quote(String(value.correction ?? ''))} without a lesson`,
        expected: 'the pattern to avoid',
      })
    }
  },
})
