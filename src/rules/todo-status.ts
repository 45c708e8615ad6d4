import { defineRule } from '../core/lint/rule.ts'
import { isRecord } from '../core/lint/state.ts'
import { TODO_STATUSES, todoList } from '../core/lint/todos.ts'
import { suggest } from '../core/text.ts'
import { fenced, fragment } from './_sample.ts'

const KNOWN: readonly string[] = TODO_STATUSES

export default defineRule({
  id: 'todo-status',
  group: 'todos',
  tier: 'pure',
  severity: 'error',
  summary: 'todo statuses in 0.3 are `pending`, `in_progress` or `completed`',
  why: 'The tool knows no other status and refuses the list.',
  enforces: ['qc-0.3'],
  kinds: ['handoff'],
  examples: {
    ok: [
      {
        text: fragment(
          '0.3',
          fenced('TodoWrite([{"content": "Add tests", "status": "pending", "activeForm": "Adding tests"}])'),
        ),
      },
    ],
    bad: [
      {
        title: 'blocked, which only the YAML knows',
        text: fragment(
          '0.3',
          fenced('TodoWrite([{"content": "Deploy", "status": "blocked", "activeForm": "Deploying"}])'),
        ),
      },
      {
        title: 'a word of another tool',
        text: fragment(
          '0.3',
          fenced('TodoWrite([{"content": "Deploy", "status": "done", "activeForm": "Deploying"}])'),
        ),
      },
    ],
  },
  check({ document, report }) {
    const list = todoList(document)
    for (const { value, pointer } of list?.items ?? []) {
      const status = isRecord(value) ? value.status : undefined
      if (typeof status !== 'string' || status.trim() === '' || KNOWN.includes(status)) continue
      const near = suggest(status, KNOWN)
      report({
        place: list!.place(`${pointer}/status`),
        unexpected: `todo status \`${status}\``,
        expected: KNOWN.map(known => `\`${known}\``).join(', '),
        help:
          status === 'blocked'
            ? 'write `pending` here; that it is blocked stands in 1.20 only'
            : near && `did you mean \`${near}\`?`,
      })
    }
  },
})
