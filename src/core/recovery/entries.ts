import { truncate } from '../text.ts'
import type { State, Subagent, Todo, UserMessage } from '../types.ts'
import { type Item, item, line, pair, whole } from './items.ts'
import { readCall, safeJson, skillCall } from './safe.ts'

/** Outermost skill first, as section 0.1 calls them; index 0 of the stack is the innermost. */
export const skills = ({ skill_stack }: State): Item[] => calls([...skill_stack].reverse().map(skillCall))

/** What must be read by its priority, then the other plans. */
export function documents({ documents: { must_read, impl, design } }: State): Item[] {
  const first = [...must_read].sort((a, b) => a.priority - b.priority)
  return calls([...first, ...impl, ...design].map(({ path }) => readCall(path)))
}

/** Documents the block does not name, because they are none. */
export function withheld({ documents: { must_read, impl, design } }: State): number {
  return [...must_read, ...impl, ...design].filter(({ path }) => readCall(path) === null).length
}

const calls = (texts: readonly (string | null)[]): Item[] =>
  [...new Set(texts)].filter(text => text !== null).map((text, index) => whole(text, index))

export const texts = (list: readonly string[]): Item[] => [...new Set(list)].map(text => line(text))

const TODO_RANK: Record<Todo['status'], number> = { in_progress: 0, blocked: 1, pending: 2, completed: 3 }

export const openTodos = (state: State): Item[] =>
  state.todos.explicit.filter(todo => todo.status !== 'completed').map(todo => todoItem(todo, state))

/** TodoWrite knows no `blocked`: such a todo is written as pending. */
function todoItem(todo: Todo, state: State): Item {
  const status = todo.status === 'blocked' ? 'pending' : todo.status
  const forms = state.x_midstride?.active_forms ?? {}
  const form = Object.hasOwn(forms, todo.id) ? forms[todo.id] : undefined
  const active = form ? `,"activeForm":${safeJson(form)}` : ''
  const write = (content: string, more = '') => `{"content":${safeJson(content)},"status":"${status}"${more}}`
  return item(
    () => write(todo.content, active),
    cap => write(truncate(todo.content, cap)),
    TODO_RANK[todo.status],
  )
}

export const decisions = (state: State): Item[] =>
  state.decisions.binding.map(({ decision, rationale, binding }) =>
    line(decision, [binding, rationale].filter(Boolean).join(': '), binding === 'ABSOLUTE' ? 0 : 1),
  )

export const constraints = ({ skill_stack }: State): Item[] =>
  texts(
    skill_stack.flatMap(({ constraints: { forbidden, required } }) => [
      ...forbidden.map(text => `Forbidden: ${text}`),
      ...required.map(text => `Required: ${text}`),
    ]),
  )

export const corrections = ({ conversation }: State): Item[] =>
  conversation.corrections.map(({ lesson, correction }) =>
    lesson && lesson !== correction ? pair(lesson, correction) : line(correction),
  )

export const agentsInFlight = ({ subagents }: State): Item[] =>
  subagents.filter(({ status }) => status !== 'completed').map(agentItem)

function agentItem({ id, task, prompt_summary, persona, status, output_summary, blockers }: Subagent): Item {
  const asked = task ?? prompt_summary ?? persona ?? 'no task recorded'
  return line(`${id}: ${asked} (${status})`, [output_summary, ...blockers].filter(Boolean).join('; '))
}

export const planPositions = ({ documents: { impl } }: State): Item[] =>
  texts(impl.flatMap(({ path, current_position }) => (current_position ? [`${path}: ${current_position}`] : [])))

export function openErrors({ x_midstride: own, conversation }: State): Item[] {
  const open = conversation.errors.filter(({ fix }) => fix === null).map(({ error }) => error)
  return texts([...(own?.open_errors ?? []), ...open])
}

export const testResults = ({ x_midstride: own }: State): Item[] =>
  texts(
    (own?.tests ?? []).map(({ command, outcome, passed, failed, writes_since }) => {
      const counts = [passed != null && `${passed} passed`, failed != null && `${failed} failed`].filter(Boolean)
      const since = writes_since ? `; ${writes_since} files written since` : ''
      return `${outcome}${counts.length > 0 ? ` (${counts.join(', ')})` : ''}${since}: ${command}`
    }),
  )

export const openGates = ({ quality_gates }: State): Item[] =>
  texts(quality_gates.filter(({ status }) => status !== 'PASSED').map(({ name, status }) => `${name}: ${status}`))

const LAST_WORDS = 800

export function lastWords({ x_midstride: own }: State): Item[] {
  const text = own?.last_assistant?.text
  return text ? [line(truncate(text, LAST_WORDS))] : []
}

export const technical = (state: State): Item[] =>
  state.decisions.technical.map(({ decision, rationale }) => line(decision, rationale))

const MESSAGE_RANK: Record<UserMessage['type'], number> = {
  correction: 0,
  request: 1,
  clarification: 2,
  feedback: 3,
  approval: 4,
}

export const messages = ({ conversation }: State): Item[] =>
  conversation.user_messages.map(({ content, type }) => line(`${type}: ${content}`, null, MESSAGE_RANK[type]))
