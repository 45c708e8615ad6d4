import { maskSecrets } from '../secrets.ts'
import type { Session, SkillFrame, SkillUse } from '../types.ts'
import { line, lineOrNull, text } from './clean.ts'

/** Names a resume command may hold; anything else is left out of the stack. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9:._-]{0,255}$/

/**
 * Active skills, the most recent first. A call by the user opens a new stack, since the user turned to something else. A call by the model
 * goes on top; when the user wrote in between, the model's earlier calls below it are over, since it was led on by the user's word and not
 * by the skill. Calling a skill again makes it the top one, with the next iteration. Failed calls do not count.
 */
export function skillStack(session: Session): SkillFrame[] {
  const rounds = new Map<string, number>()
  let stack: SkillUse[] = []
  for (const use of session.skills.filter(isSound)) {
    rounds.set(use.name, (rounds.get(use.name) ?? 0) + 1)
    const below = use.by === 'user' ? [] : stack.filter(({ name }) => name !== use.name)
    const over = below.some(({ at }) => promptBetween(session, at, use.at))
    stack = [...below.filter(({ by }) => !over || by === 'user'), use]
  }
  const step = lineOrNull(session.todos.find(todo => todo.status === 'in_progress')?.content, 300)
  return stack
    .map((use, index) => ({
      name: use.name,
      parent: stack[index - 1]?.name ?? null,
      phase: phaseIn(step),
      step: index === stack.length - 1 ? step : null,
      iteration: rounds.get(use.name) ?? 1,
      resume_command: skillCall(use.name, use.args),
      constraints: { forbidden: [], required: [] },
    }))
    .slice(-100)
    .reverse()
}

const isSound = ({ ok, name }: SkillUse): boolean => ok && NAME.test(name) && maskSecrets(name) === name

export function skillsCalled(session: Session): string[] {
  return [...new Set(session.skills.filter(isSound).map(({ name }) => name))].slice(-200)
}

function promptBetween({ messages }: Session, from: string | null, to: string | null): boolean {
  if (from === null || to === null) return false
  return messages.some(({ kind, at }) => kind === 'prompt' && at !== null && at > from && at < to)
}

/** `Skill("name", "args")`, rebuilt from its validated parts. */
export function skillCall(name: string, args: string | null): string {
  const argument = line(args ?? '', 4000)
  return argument === '' ? `Skill("${name}")` : `Skill("${name}", ${JSON.stringify(argument)})`
}

/** The phase a todo names at its start (`Phase 3: …`, `Milestone B - …`), or null. */
export function phaseIn(todo: string | null): string | null {
  const match = /^(?:phase|milestone|stage)\s+[\w.]{1,12}/i.exec(text(todo ?? ''))
  return match ? match[0] : null
}
