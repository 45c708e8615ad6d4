import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, valueAt } from '../core/lint/state.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (status: string, waiting: string) =>
  fragment(
    '1.20',
    fenced(
      `subagents:\n  - id: agent-7f\n    status: ${status}\nworkflow:\n  pattern: hierarchical\n  waiting_for: ${waiting}`,
      'yaml',
    ),
  )

export default defineRule({
  id: 'waiting-for',
  group: 'subagents',
  tier: 'pure',
  severity: 'warning',
  summary: 'the workflow waits for every agent that is still running, and for none that has ended',
  why: 'The successor goes on too early, or waits for what will never come.',
  enforces: ['qc-org-subagents', 'qc-org-ownership'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: yaml('running', '[agent-7f, "review by the user"]') }],
    bad: [
      { title: 'a running agent nobody waits for', text: yaml('running', '[]') },
      { title: 'an agent that has ended', text: yaml('completed', '[agent-7f]') },
    ],
  },
  check({ document, report }) {
    const state = stateOf(document)
    const waiting = state && valueAt(state.value, 'workflow.waiting_for')
    if (!state || !Array.isArray(waiting)) return
    const events = waiting.map(String)
    const place = state.place('/workflow/waiting_for')
    for (const { value } of records(state, 'subagents')) {
      if (typeof value.id !== 'string') continue
      const awaited = events.some(event => event.includes(value.id as string))
      if (value.status === 'running' && !awaited)
        report({
          place,
          unexpected: `\`waiting_for\` without the running subagent ${quote(value.id)}`,
          expected: 'every running subagent',
        })
      if ((value.status === 'completed' || value.status === 'failed') && events.includes(value.id))
        report({
          place,
          unexpected: `\`waiting_for\` with subagent ${quote(value.id)}, which is ${value.status}`,
          expected: 'only what is still to come',
        })
    }
  },
})
