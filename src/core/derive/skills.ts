import { maskSecrets } from '../secrets.ts'
import type { Session, SkillFrame, SkillUse } from '../types.ts'
import { line, lineOrNull, text } from './clean.ts'

/** Names a resume command may hold; anything else is left out of the stack. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9:._-]{0,255}$/

/**
 * Active skills, the most recent first. A call by the user opens a new stack, since the user turned to something else; a call by the
 * model goes on top of it. Calling a skill that is in the stack again makes it the top one, with the next iteration. Failed calls do not count.
 */
export function skillStack(session: Session): SkillFrame[] {
  let stack: { use: SkillUse; iteration: number }[] = []
  for (const use of session.skills) {
    if (!use.ok || !NAME.test(use.name) || maskSecrets(use.name) !== use.name) continue
    const again = stack.find(entry => entry.use.name === use.name)
    const below = use.by === 'user' ? [] : stack.filter(entry => entry !== again)
    stack = [...below, { use, iteration: (again?.iteration ?? 0) + 1 }]
  }
  const step = lineOrNull(session.todos.find(todo => todo.status === 'in_progress')?.content, 300)
  return stack
    .map(({ use, iteration }, index) => ({
      name: use.name,
      parent: stack[index - 1]?.use.name ?? null,
      phase: phaseIn(step),
      step: index === stack.length - 1 ? step : null,
      iteration,
      resume_command: skillCall(use.name, use.args),
      constraints: { forbidden: [], required: [] },
    }))
    .slice(-100)
    .reverse()
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
