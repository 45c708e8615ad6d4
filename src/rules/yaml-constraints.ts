import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, valueAt } from '../core/lint/state.ts'
import { isOpen } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (forbidden: string) =>
  fragment(
    '1.20',
    fenced(
      `skill_stack:\n  - name: develop\n    constraints:\n      forbidden: ${forbidden}\n      required: []\nsubagents: []`,
      'yaml',
    ),
  )

export default defineRule({
  id: 'yaml-constraints',
  group: 'machine-readable',
  tier: 'pure',
  severity: 'warning',
  summary: 'the skill in hand says what it forbids or requires',
  why: 'After a restoration these lines are all the successor knows of the skill until it is called.',
  enforces: ['qc-yaml-constraints'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: yaml('[editing implementation files directly]') }],
    bad: [{ text: yaml('[]') }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state) return
    for (const { value, pointer } of records(state, 'skill_stack').slice(0, 1)) {
      const count = (key: string) => (valueAt(value, `constraints.${key}`) as unknown[] | undefined)?.length
      if (count('forbidden') !== 0 || count('required') !== 0) continue
      const start = state.place(`${pointer}/constraints/forbidden`).start
      const newline = document.text.indexOf('\n', state.place(`${pointer}/constraints/required`).end)
      const place = state.place(`${pointer}/constraints`)
      if (isOpen(document, { start, end: newline < 0 ? document.text.length : newline })) continue
      report({
        place,
        unexpected: `skill ${quote(String(value.name ?? ''))} without constraints`,
        expected: 'what it forbids and what it requires',
        help: '`midstride` reads them from the skill where it is installed',
      })
    }
  },
})
