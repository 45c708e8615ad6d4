import { section } from '../sections.ts'
import { currentTodo } from '../state/current-todo.ts'
import type { State } from '../types.ts'
import { fence, inline, list, plain, uncommented } from './escape.ts'

/** The sentence the catalogue has for "there is none". */
export const none = (id: string): string => section(id)!.none!

/** `Skill(…)` calls, the outermost first. */
export function skillCalls(state: State): string[] {
  return [...state.skill_stack].reverse().flatMap(frame => (frame.resume_command ? [plain(frame.resume_command)] : []))
}

/** `Read("/absolute/path")` lines in the order of their priority. */
export function readCalls(state: State, reasons = true): string[] {
  const documents = [...state.documents.must_read].sort((a, b) => a.priority - b.priority)
  return documents.map(({ path, why }) => `Read(${json(path)})${why && reasons ? `   # ${plain(why, 200)}` : ''}`)
}

/** The todo list for TodoWrite, one line. The tool knows no `blocked` and one todo in progress: whatever else was, waits as pending. */
export function todoWrite(state: State): string {
  const forms = state.x_midstride?.active_forms ?? {}
  const current = currentTodo(state.todos.explicit)
  const todos = state.todos.explicit.map(todo => ({
    content: todo.content,
    status: todo.status === 'completed' || todo === current ? todo.status : 'pending',
    activeForm: Object.hasOwn(forms, todo.id) ? forms[todo.id]! : todo.content,
  }))
  return `TodoWrite(${json(todos)})`
}

/** JSON that stays one line of plain text: no comment, no invisible character. */
function json(value: unknown): string {
  return JSON.stringify(value)
    .replace(/<!--/g, '\\u003c!--')
    .replace(
      /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/g,
      character =>
        /[\ud800-\udfff]/.test(character) ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}

export const sectionZero: Record<string, (state: State) => string[]> = {
  '0': () => ['Carry out 0.1 to 0.5 in this order before reading on.'],
  '0.1': state => {
    const calls = skillCalls(state)
    return [calls.length > 0 ? fence('', calls) : none('0.1')]
  },
  '0.2': state => {
    const calls = readCalls(state)
    return [calls.length > 0 ? fence('', calls) : none('0.2')]
  },
  '0.3': state => [fence('', [uncommented(todoWrite(state))])],
  '0.4': () => [
    list([
      'Skill calls of 0.1 made, or none due?',
      'Documents of 0.2 read, or none due?',
      'Todo list the same as in 0.3?',
      'Working inside the steps of the skill?',
    ]),
    'Put right whatever is not before going on to Section 1.',
  ],
  '0.5': state => [list([...CONSTRAINTS, ...constraintsOf(state)])],
}

const CONSTRAINTS = [
  'Work as the restored skill prescribes; without a skill, as the plan does.',
  'Delegate what the workflow pattern of 1.1 delegates.',
  'Call nothing done before its check in 1.13 has run and passed.',
  'Decisions in 1.15 stand; to change one, ask the user.',
]

function constraintsOf(state: State): string[] {
  return state.skill_stack.flatMap(({ name, constraints }) => [
    ...constraints.forbidden.map(action => `Forbidden by ${inline(name)}: ${inline(action, 300)}`),
    ...constraints.required.map(rule => `Required by ${inline(name)}: ${inline(rule, 300)}`),
  ])
}
