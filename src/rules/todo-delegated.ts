import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, stringAt, valueAt } from '../core/lint/state.ts'
import { isOpen, lineOf } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (agent: string) =>
  fragment(
    '1.20',
    fenced(
      `subagents:\n  - id: agent-7f\ntodos:\n  explicit:\n    - id: "1"\n      content: Add tests\n      status: in_progress\n      delegated_to: ${agent}\n  blockers: []`,
      'yaml',
    ),
  )

export default defineRule({
  id: 'todo-delegated',
  group: 'todos',
  tier: 'pure',
  severity: 'error',
  summary: 'a delegated todo names a subagent that is listed; a blocked one says what blocks it',
  why: 'The successor must know whom to ask, or what to wait for; otherwise it does the work a second time.',
  enforces: ['qc-org-ownership', 'qc-org-subagents'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: yaml('agent-7f') }],
    bad: [
      { text: yaml('agent-8a') },
      { title: 'blocked by nothing', text: yaml('null').replace('in_progress', 'blocked') },
    ],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state) return
    const agents = new Set(records(state, 'subagents').map(({ value }) => value.id))
    const blockers = valueAt(state.value, 'todos.blockers')
    for (const { value, pointer } of records(state, 'todos.explicit')) {
      const agent = stringAt(value, 'delegated_to')
      if (agent && !agents.has(agent))
        report({
          place: state.place(`${pointer}/delegated_to`),
          unexpected: `todo delegated to ${quote(agent)}, which \`subagents\` does not list`,
          expected: 'the id of a listed subagent, or null',
        })
    }
    const blocked = records(state, 'todos.explicit').find(({ value }) => value.status === 'blocked')
    const place = state.place('/todos/blockers')
    if (blocked && Array.isArray(blockers) && blockers.length === 0 && !isOpen(document, lineOf(document.text, place)))
      report({ place, unexpected: 'empty `todos.blockers` beside a blocked todo', expected: 'what blocks it' })
  },
})
