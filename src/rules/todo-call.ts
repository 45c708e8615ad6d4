import { callsIn } from '../core/lint/calls.ts'
import { defineRule } from '../core/lint/rule.ts'
import { sectionOpen } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'todo-call',
  group: 'section-0',
  tier: 'pure',
  severity: 'error',
  summary: '0.3 restores the todo list with one `TodoWrite()` call',
  why: 'A list in prose is retyped by the successor, and changes its words on the way.',
  enforces: ['qc-0.3', 'rf-executable'],
  kinds: ['handoff'],
  examples: {
    ok: [
      {
        text: fragment(
          '0.3',
          fenced('TodoWrite([{"content": "Add tests", "status": "pending", "activeForm": "Adding tests"}])'),
        ),
      },
      { title: 'an empty list', text: fragment('0.3', fenced('TodoWrite([])')) },
    ],
    bad: [
      { title: 'a list in prose', text: fragment('0.3', '- Add tests\n- Write the docs') },
      {
        title: 'two calls, of which the second replaces the first',
        text: fragment('0.3', fenced('TodoWrite([])\nTodoWrite([])')),
      },
    ],
  },
  check({ document, report }) {
    const section = document.section('0.3')
    if (!section || section.nodes.length === 0 || sectionOpen(document, section)) return
    const calls = callsIn(document, '0.3', 'TodoWrite')
    if (calls.length === 0)
      report({
        place: section.heading,
        unexpected: 'section `0.3` without a `TodoWrite()` call',
        expected: '`TodoWrite([{"content": …, "status": …, "activeForm": …}])` in a code block',
        help: 'when the list is empty, write `TodoWrite([])`',
      })
    for (const call of calls.slice(1))
      report({
        place: call.place,
        unexpected: 'second `TodoWrite()` call',
        expected: 'one call with the whole list',
        help: 'each call replaces the list of the one before',
      })
  },
})
