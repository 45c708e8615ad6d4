import type { State } from '../types.ts'

type Todo = State['todos']['explicit'][number]

/**
 * The todo to resume at: TodoWrite takes only one in progress, and a session may have left several. What a subagent does goes on without
 * this one, so the first that is not delegated; the first of all where every one is.
 */
export function currentTodo(todos: readonly Todo[]): Todo | undefined {
  const active = todos.filter(todo => todo.status === 'in_progress')
  return active.find(todo => todo.delegated_to === null) ?? active[0]
}
