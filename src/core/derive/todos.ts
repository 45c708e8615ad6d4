import type { Session, State, Subagent } from '../types.ts'
import { id, line, newest, text } from './clean.ts'

/**
 * The final list, verbatim and whole. Cancelled todos are told apart (`x_midstride.cancelled`): section 1.20 has no status for them.
 * A todo is delegated when the description of a subagent that is not finished says the same.
 */
export function todos(session: Session, subagents: readonly Subagent[]): State['todos'] {
  const inFlight = subagents.filter(agent => agent.status !== 'completed')
  const explicit = session.todos.flatMap((todo, index) => {
    const content = text(todo.content)
    if (todo.status === 'cancelled' || content.trim() === '') return []
    const agent = inFlight.find(({ task }) => task !== null && same(task, content))
    return [
      {
        id: id(todo.id, String(index + 1)),
        content,
        status: todo.status,
        priority: null,
        verification: null,
        delegated_to: agent?.id ?? null,
      },
    ]
  })
  return { explicit: newest(explicit, 2000), implicit: [], blockers: [] }
}

export function cancelledTodos(session: Session): { id: string; content: string }[] {
  return session.todos
    .filter(todo => todo.status === 'cancelled' && text(todo.content).trim() !== '')
    .map((todo, index) => ({ id: id(todo.id, `cancelled-${index + 1}`), content: text(todo.content) }))
}

/** Todo id → what TodoWrite shows while it runs. */
export function activeForms(session: Session): Record<string, string> {
  const forms = session.todos.flatMap((todo, index): [string, string][] => {
    const form = line(todo.activeForm ?? '')
    const key = id(todo.id, String(index + 1))
    return todo.status === 'cancelled' || form === '' || key === '__proto__' ? [] : [[key, form]]
  })
  return Object.fromEntries(forms)
}

const same = (a: string, b: string): boolean => line(a).toLowerCase() === line(b).toLowerCase()
