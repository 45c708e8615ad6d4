import { defineRule } from '../core/lint/rule.ts'
import { isRecord, records, stateOf } from '../core/lint/state.ts'
import { TODO_STATUSES, todoList } from '../core/lint/todos.ts'
import { count, oneLine, truncate } from '../core/text.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (content: string, status: string) =>
  fragment(
    '1.20',
    fenced(`todos:\n  explicit:\n    - id: "1"\n      content: ${content}\n      status: ${status}`, 'yaml'),
  )
const boot = (content: string, status: string) =>
  fragment('0.3', fenced(`TodoWrite(${JSON.stringify([{ content, status, activeForm: 'Working' }])})`))

const twoInProgress = `${fragment(
  '0.3',
  fenced(
    `TodoWrite(${JSON.stringify([
      { content: 'Parse', status: 'in_progress', activeForm: 'Parsing' },
      { content: 'Render', status: 'pending', activeForm: 'Rendering' },
    ])})`,
  ),
)}\n${fragment(
  '1.20',
  fenced(
    'todos:\n  explicit:\n    - id: "1"\n      content: Parse\n      status: in_progress\n    - id: "2"\n      content: Render\n      status: in_progress',
    'yaml',
  ),
)}`

/** Another word is a finding of `todo-status`. */
const KNOWN: readonly string[] = TODO_STATUSES

export default defineRule({
  id: 'todos-agree',
  group: 'todos',
  tier: 'pure',
  severity: 'error',
  summary: 'the todos of 0.3 are those of the YAML: same words, same order, same status',
  why: 'One list is restored by the model and the other by the plugin; where they differ, the work depends on who was first.',
  enforces: ['qc-org-todos', 'rf-todos', 'qc-0.3'],
  kinds: ['handoff'],
  examples: {
    ok: [
      { text: `${boot('Add tests', 'pending')}\n${yaml('Add tests', 'pending')}` },
      {
        title: 'blocked is written pending in 0.3',
        text: `${boot('Deploy', 'pending')}\n${yaml('Deploy', 'blocked')}`,
      },
      { title: 'of two in progress, 0.3 holds one and the other as pending', text: twoInProgress },
    ],
    bad: [
      { title: 'other words', text: `${boot('Add tests', 'pending')}\n${yaml('Add the tests', 'pending')}` },
      { title: 'another status', text: `${boot('Add tests', 'completed')}\n${yaml('Add tests', 'pending')}` },
      { title: 'one is missing', text: `${fragment('0.3', fenced('TodoWrite([])'))}\n${yaml('Add tests', 'pending')}` },
    ],
  },
  check({ document, report }) {
    const list = todoList(document)
    const state = stateOf(document)
    if (!list || list.json.issue || !state) return
    const here = list.items.map(({ value, place }) => ({ ...read(value), place }))
    const there = records(state, 'todos.explicit').map(({ value, pointer }) => ({
      ...read(value),
      place: state.place(pointer),
    }))
    const quote = (text: string) => `\`${truncate(oneLine(text), 80)}\``
    const words = new Set(here.map(todo => todo.content))
    const other = new Set(there.map(todo => todo.content))
    for (const todo of there.filter(({ content }) => !words.has(content)))
      report({
        place: todo.place,
        unexpected: `todo ${quote(todo.content)} in 1.20 only`,
        expected: 'the same words in 0.3',
      })
    for (const todo of here.filter(({ content }) => !other.has(content)))
      report({
        place: todo.place,
        unexpected: `todo ${quote(todo.content)} in 0.3 only`,
        expected: 'the same words in 1.20',
      })
    const both = here.filter(({ content }) => other.has(content))
    const match = there.filter(({ content }) => words.has(content))
    if (both.length !== match.length)
      return report({
        place: list.call.place,
        unexpected: `${count(both.length, 'todo')} in 0.3 for ${match.length} in 1.20`,
        expected: 'as many',
      })
    const moved = both.findIndex((todo, index) => todo.content !== match[index]!.content)
    if (moved >= 0)
      return report({
        place: both[moved]!.place,
        unexpected: `todo ${quote(both[moved]!.content)} in another order than in 1.20`,
        expected: 'the same order',
      })
    const active = both.filter((todo, index) => todo.status === 'in_progress' && match[index]!.status === 'in_progress')
    both.forEach((todo, index) => {
      if (todo.status === 'pending' && match[index]!.status === 'in_progress' && active.length > 0) return
      const status = match[index]!.status === 'blocked' ? 'pending' : match[index]!.status
      if (todo.status !== status && KNOWN.includes(todo.status))
        report({
          place: todo.place,
          unexpected: `status \`${todo.status}\` of todo ${quote(todo.content)}`,
          expected: `\`${status}\`${status === match[index]!.status ? ', as in 1.20' : ', since it is blocked in 1.20'}`,
        })
    })
  },
})

function read(value: unknown): { content: string; status: string } {
  const { content, status } = isRecord(value) ? value : {}
  return { content: String(content ?? ''), status: String(status ?? '') }
}
