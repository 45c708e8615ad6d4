import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, stringAt } from '../core/lint/state.ts'
import { isOpen, lineOf } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (output: string) =>
  fragment('1.20', fenced(`subagents:\n  - id: agent-7f\n    status: completed\n    output_summary: ${output}`, 'yaml'))

export default defineRule({
  id: 'subagent-output',
  group: 'subagents',
  tier: 'pure',
  severity: 'info',
  summary: 'a completed subagent says what came out',
  why: 'Its answer lived in the session that ends; what is not summed up has to be asked for again.',
  enforces: ['qc-org-subagents'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: yaml('12 tests written, all pass') }],
    bad: [{ text: yaml('null') }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state) return
    for (const { value, pointer } of records(state, 'subagents')) {
      const place = state.place(`${pointer}/output_summary`)
      if (
        value.status === 'completed' &&
        !stringAt(value, 'output_summary') &&
        !isOpen(document, lineOf(document.text, place))
      )
        report({
          place,
          unexpected: `completed subagent ${quote(String(value.id ?? '?'))} without its output`,
          expected: 'what it answered, in a sentence',
        })
    }
  },
})
