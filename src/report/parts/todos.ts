import type { Todo } from '../../core/types.ts'
import { type Html, html, type Value } from '../html.ts'
import type { Facts } from '../input.ts'
import { chip, list, none, type Part, small } from '../part.ts'

const ORDER = ['in_progress', 'blocked', 'pending', 'completed'] as const
const WORDS = { in_progress: 'in progress', blocked: 'blocked', pending: 'open', completed: 'done' } as const

export function todos({ state }: Facts): Part | null {
  if (!state) return null
  const { explicit, implicit, blockers } = state.todos
  const open = explicit.filter(({ status }) => status !== 'completed').length
  const rows = ORDER.flatMap(status => explicit.filter(todo => todo.status === status)).map(row)
  return {
    id: 'todos',
    title: 'Todos',
    count: open,
    body: [
      rows.length > 0 ? list('plain', rows) : none('None.'),
      also('Implied by what was said', implicit),
      also('Blockers', blockers),
    ],
  }
}

const row = ({ content, status, verification, delegated_to }: Todo): Html =>
  html`<li class="todo ${status}">${chip(status, WORDS[status])} <span>${content}</span>${small(
    [verification && `check: ${verification}`, delegated_to && `with ${delegated_to}`].filter(Boolean).join(' · '),
  )}</li>`

const also = (title: string, texts: readonly string[]): Value =>
  texts.length === 0
    ? null
    : html`<h3>${title}</h3>${list(
        'plain',
        texts.map(text => html`<li>${text}</li>`),
      )}`
