import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, stringAt } from '../core/lint/state.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (first: string, taken = '2026-03-02T16:20:00Z') =>
  fragment(
    '1.20',
    fenced(
      `timestamp: "${taken}"\nconversation:\n  user_messages:\n    - content: Build the cart\n      timestamp: "${first}"\n    - content: Use cents\n      timestamp: "2026-03-02T16:00:00Z"`,
      'yaml',
    ),
  )

/** Clocks differ; a message may be stamped a little after the state. */
const TOLERANCE_MS = 60_000

export default defineRule({
  id: 'timestamps',
  group: 'machine-readable',
  tier: 'pure',
  severity: 'warning',
  summary: 'messages stand in the order of their times, none after the state was taken',
  why: 'The latest word counts; with wrong times an older wish overrules a newer one.',
  enforces: ['qc-ctx-messages'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: yaml('2026-03-02T15:00:00Z') }],
    bad: [
      { title: 'out of order', text: yaml('2026-03-02T16:10:00Z') },
      { title: 'after the state', text: yaml('2026-03-02T15:00:00Z', '2026-03-01T09:00:00Z') },
    ],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state) return
    const taken = Date.parse(stringAt(state.value, 'timestamp') ?? '')
    let last = Number.NEGATIVE_INFINITY
    for (const { value, pointer } of records(state, 'conversation.user_messages')) {
      const time = Date.parse(stringAt(value, 'timestamp') ?? '')
      if (Number.isNaN(time)) continue
      const place = state.place(`${pointer}/timestamp`)
      if (time < last)
        return report({
          place,
          unexpected: 'message that is older than the one before',
          expected: 'messages in the order they were written',
        })
      if (time > taken + TOLERANCE_MS)
        return report({
          place,
          unexpected: 'message that is younger than the state',
          expected: '`timestamp` of the state to be the later one',
        })
      last = time
    }
  },
})
