import { compare } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { isRecord } from '../core/lint/state.ts'
import { todoList } from '../core/lint/todos.ts'
import { maskSecrets } from '../core/secrets.ts'
import { fenced, fragment } from './_sample.ts'
import { session } from './_session.ts'

const evidence = {
  session: session({ todos: [{ id: '1', content: 'Add tests', activeForm: null, status: 'pending', ref: 't1' }] }),
}
const boot = (content: string, status: string) =>
  fragment('0.3', fenced(`TodoWrite(${JSON.stringify([{ content, status, activeForm: 'Working' }])})`))

export default defineRule({
  id: 'todos-differ',
  group: 'todos',
  tier: 'transcript',
  severity: 'error',
  summary: 'the todos of 0.3 are those the session ended with',
  why: 'A todo that was reworded, dropped or called done on the way to the document is work that nobody will do.',
  enforces: ['qc-org-todos', 'rf-todos', 'fb-done-claims'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: boot('Add tests', 'pending'), evidence }],
    bad: [
      { title: 'other words', text: boot('Test it', 'pending'), evidence },
      { title: 'called done', text: boot('Add tests', 'completed'), evidence },
    ],
  },
  check({ document, evidence: { session }, report }) {
    const list = todoList(document)
    if (!session || !list || list.json.issue) return
    const here = list.items.map(({ value, place }) => {
      const { content, status } = isRecord(value) ? value : {}
      return { key: String(content ?? ''), value: String(status ?? ''), place }
    })
    const there = session.todos
      .filter(todo => todo.status !== 'cancelled')
      .map(todo => ({ key: maskSecrets(todo.content), value: shown(todo.status), place: list.call.place }))
    const running = new Set(there.filter(todo => todo.value === 'in_progress').map(todo => todo.key))
    const waiting = new Set(here.filter(todo => todo.value === 'pending').map(todo => todo.key))
    if (here.some(todo => todo.value === 'in_progress' && running.has(todo.key)))
      for (const todo of there) if (todo.value === 'in_progress' && waiting.has(todo.key)) todo.value = 'pending'
    compare(here, there, { thing: 'todo', here: '0.3', there: 'the transcript', value: 'status' }, report)
  },
})

/** As TodoWrite shows it; it takes one todo in progress, so that others a session left in progress wait as pending too. */
const shown = (status: string): string => (status === 'blocked' ? 'pending' : status)
