import type { State, Todo } from '../types.ts'

type Question = string | ((parent: object, state: State) => string | null)

/** What is asked behind a null or an empty list, by its place. Everything else may stay null: that is then the fact. */
const QUESTIONS: Readonly<Record<string, Question>> = {
  'skill_stack[].phase': (frame, { skill_stack: [top] }) => (frame === top ? 'phase this skill has reached' : null),
  'skill_stack[].constraints.forbidden': (constraints, { skill_stack: [top] }) =>
    constraints === top?.constraints ? 'what this skill forbids; [] when nothing' : null,
  'skill_stack[].constraints.required': (constraints, { skill_stack: [top] }) =>
    constraints === top?.constraints ? 'what this skill demands; [] when nothing' : null,
  'goals.ultimate': 'what the user finally wants',
  'goals.current_phase': 'milestone or stage of the work',
  'goals.main_task': 'what the main agent was doing last',
  'todos.explicit[].verification': todo =>
    (todo as Todo).status === 'completed' ? null : 'command that shows it is done',
  'todos.implicit': 'work that was named but never listed; [] when there is none',
  'todos.blockers': (_, state) =>
    state.todos.explicit.some(todo => todo.status === 'blocked') ? 'what holds up the blocked todos' : null,
  'documents.design[].status': 'DRAFT, APPROVED or IN_PROGRESS',
  'documents.impl[].status': 'DRAFT, APPROVED or IN_PROGRESS',
  'documents.impl[].current_position': 'phase and task reached',
  'decisions.binding[].rationale': 'why it was decided',
  'decisions.technical': 'technical decisions the agent took, each {decision, rationale}; [] when there are none',
  'conversation.corrections[].original': 'what the agent had done',
  'conversation.corrections[].lesson': 'pattern to avoid',
}

export function question(at: string, parent: object, state: State): string | null {
  const asked = QUESTIONS[at]
  return typeof asked === 'function' ? asked(parent, state) : (asked ?? null)
}
