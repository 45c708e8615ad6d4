import { isClientCommand } from '../derive/client-commands.ts'
import { currentTodo } from '../state/current-todo.ts'
import type { State } from '../types.ts'
import { code, gist, inline } from './escape.ts'

/** Where the work stood, from the last things that were done and said; sentences that stand alone. */
export function position(state: State): string {
  const facts = [lastEdit(state), lastCommand(state), openTodo(state), lastWords(state)].filter(Boolean)
  return facts.length > 0 ? facts.join(' ') : 'nothing was done yet.'
}

function lastEdit(state: State): string {
  const changes = (state.x_midstride?.changes ?? []).filter(change => change.at)
  const last = changes.reduce<(typeof changes)[number] | null>((a, b) => (a && a.at! > b.at! ? a : b), null)
  return last ? `Last file written: ${code(last.path)} at ${last.at!.slice(0, 16)}Z.` : ''
}

function lastCommand(state: State): string {
  const last = state.x_midstride?.commands?.at(-1)
  if (!last) return ''
  const how = last.ok === null ? 'end unknown' : last.ok ? 'succeeded' : 'failed'
  return `Last ${last.kind} command: ${code(last.command, 100)} (${how}).`
}

function openTodo(state: State): string {
  const current = currentTodo(state.todos.explicit)
  return current ? `Todo in progress: ${inline(current.content)}.` : ''
}

/** The message nobody answered, or what the agent said last. */
function lastWords(state: State): string {
  const spoke = state.conversation.user_messages.findLast(({ content }) => !isClientCommand(content))
  const last = state.x_midstride?.last_assistant
  if (spoke && (!last || (spoke.timestamp && last.at && spoke.timestamp > last.at)))
    return `The user's last message is unanswered: “${inline(spoke.content, 300)}”`
  return last ? `The agent's last words: “${gist(last.text, 400)}”` : ''
}
