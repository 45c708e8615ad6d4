import type { State } from '../types.ts'
import { enrich, union } from './enrich.ts'

/**
 * The state of a session that took up another one's work: its own record, and from the other whatever that record does not speak of.
 * Words of the user, open todos, agents and files of both stay; without this, "continue" would be all that the session after knows. Pure.
 */
export function inherit(from: State, own: State): State {
  const state = enrich(from, own)
  return {
    ...state,
    mode: own.mode,
    subagents: union(from.subagents, own.subagents, '/subagents'),
    todos: { ...state.todos, explicit: todosOf(from, own) },
    conversation: {
      ...state.conversation,
      user_messages: union(
        from.conversation.user_messages,
        own.conversation.user_messages,
        '/conversation/user_messages',
      ),
      errors: union(from.conversation.errors, own.conversation.errors, '/conversation/errors'),
    },
    artifacts: {
      files: union(from.artifacts.files, own.artifacts.files, '/artifacts/files'),
      verification_results: union(
        from.artifacts.verification_results,
        own.artifacts.verification_results,
        '/artifacts/verification_results',
      ),
    },
  }
}

/** A list that was restored is the session's own. What it left out and was open stays open; numbers begin anew in every session. */
function todosOf(from: State, own: State): State['todos']['explicit'] {
  const list = own.todos.explicit
  if (list.length === 0) return from.todos.explicit
  const said = new Set(list.map(todo => todo.content))
  const taken = new Set(list.map(todo => todo.id))
  const open = from.todos.explicit.filter(todo => todo.status !== 'completed' && !said.has(todo.content))
  return [...list, ...open.map(todo => (taken.has(todo.id) ? { ...todo, id: `earlier-${todo.id}` } : todo))]
}
