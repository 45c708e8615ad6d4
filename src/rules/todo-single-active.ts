import { defineRule } from '../core/lint/rule.ts'
import { isRecord } from '../core/lint/state.ts'
import { todoList } from '../core/lint/todos.ts'
import { fenced, fragment } from './_sample.ts'

const todo = (content: string, status: string) => JSON.stringify({ content, status, activeForm: content })

export default defineRule({
  id: 'todo-single-active',
  group: 'todos',
  tier: 'pure',
  severity: 'error',
  summary: 'at most one todo is in progress',
  why: 'The one in progress is the exact position to resume at; two of them are none.',
  kinds: ['handoff'],
  examples: {
    ok: [
      { text: fragment('0.3', fenced(`TodoWrite([${todo('Parse', 'in_progress')}, ${todo('Render', 'pending')}])`)) },
    ],
    bad: [
      {
        text: fragment('0.3', fenced(`TodoWrite([${todo('Parse', 'in_progress')}, ${todo('Render', 'in_progress')}])`)),
      },
    ],
  },
  check({ document, report }) {
    const list = todoList(document)
    const active = (list?.items ?? []).filter(({ value }) => isRecord(value) && value.status === 'in_progress')
    for (const { value, pointer } of active.slice(1))
      report({
        place: list!.place(`${pointer}/status`),
        unexpected: `second todo in progress (\`${(value as { content?: unknown }).content}\`)`,
        expected: 'at most one',
        help: 'set it to `pending`, unless it is the one to resume',
      })
  },
})
