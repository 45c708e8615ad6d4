import { defineRule } from '../core/lint/rule.ts'
import { isRecord } from '../core/lint/state.ts'
import { todoList } from '../core/lint/todos.ts'
import { fenced, fragment } from './_sample.ts'

const FIELDS = ['content', 'status', 'activeForm'] as const

export default defineRule({
  id: 'todo-json',
  group: 'section-0',
  tier: 'pure',
  severity: 'error',
  summary: 'the list in 0.3 is valid JSON, and each todo has `content`, `status` and `activeForm`',
  why: 'The tool refuses the whole list when one entry is wrong, and the successor starts with an empty one.',
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
    ],
    bad: [
      {
        title: 'a comma too many',
        text: fragment(
          '0.3',
          fenced('TodoWrite([{"content": "Add tests", "status": "pending", "activeForm": "Adding"},])'),
        ),
      },
      {
        title: 'a field missing',
        text: fragment('0.3', fenced('TodoWrite([{"content": "Add tests", "status": "pending"}])')),
      },
      {
        title: 'an ellipsis',
        text: fragment(
          '0.3',
          fenced('TodoWrite([{"content": "Add tests", "status": "pending", "activeForm": "Adding"}, ...])'),
        ),
      },
    ],
  },
  check({ document, report }) {
    const list = todoList(document)
    if (!list || list.call.problem) return
    if (list.json.issue) {
      const { message, place } = list.json.issue
      const arg = list.call.args[0]!
      return report({
        place: { start: arg.at(place.start), end: arg.at(place.end) },
        unexpected: `todo list with ${message}`,
        expected: 'valid JSON',
      })
    }
    for (const { value, place } of list.items) {
      const missing = isRecord(value)
        ? FIELDS.filter(field => typeof value[field] !== 'string' || value[field].trim() === '')
        : FIELDS
      if (missing.length > 0)
        report({
          place,
          unexpected: `todo without \`${missing.join('`, `')}\``,
          expected: 'an object with `content`, `status` and `activeForm`, each a text',
        })
    }
  },
})
