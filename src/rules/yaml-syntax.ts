import { defineRule } from '../core/lint/rule.ts'
import { isRecord } from '../core/lint/state.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'yaml-syntax',
  group: 'machine-readable',
  tier: 'pure',
  severity: 'error',
  summary: 'the YAML of 1.20 parses to keys and values',
  why: 'One wrong indent and nothing of the state can be restored.',
  enforces: ['qc-yaml-populated'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.20', fenced('mode: "manual"\ntodos:\n  explicit: []', 'yaml')) }],
    bad: [
      { title: 'a tab', text: fragment('1.20', fenced('todos:\n\texplicit: []', 'yaml')) },
      { title: 'a quote that is not closed', text: fragment('1.20', fenced('mode: "manual', 'yaml')) },
      { title: 'a key twice', text: fragment('1.20', fenced('mode: manual\nmode: auto', 'yaml')) },
      { title: 'a list', text: fragment('1.20', fenced('- mode', 'yaml')) },
    ],
  },
  check({ document, report }) {
    const state = document.state
    if (!state) return
    for (const { message, place } of state.yaml.issues)
      report({
        place: {
          start: state.fence.at(place.start),
          end: Math.max(state.fence.at(place.start) + 1, state.fence.at(place.end)),
        },
        unexpected: `YAML that does not parse (${message})`,
        expected: 'plain YAML: two spaces of indent, text in double quotes',
        help: 'nothing else is checked in 1.20 until it parses',
      })
    if (state.yaml.issues.length === 0 && !isRecord(state.yaml.value))
      report({
        place: state.fence.place,
        unexpected: 'YAML without keys',
        expected: 'the keys of the state, from `format_version` to `recovery`',
      })
  },
})
