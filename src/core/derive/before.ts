import type { Session } from '../types.ts'
import { line } from './clean.ts'

interface Act {
  at: string
  /** Worded only for the one that is shown: a session has thousands. */
  what(): string
}

/** What the agent did last before a moment, as far as the transcript dates it: a command, a written file, a skill, a subagent. */
export function actBefore(session: Session, at: string | null): string | null {
  if (at === null) return null
  let last: Act | null = null
  for (const act of acts(session)) if (act.at <= at && (last === null || act.at >= last.at)) last = act
  return last?.what() ?? null
}

function* acts(session: Session): Generator<Act> {
  for (const { command, ok, at } of session.commands)
    if (at) yield { at, what: () => `Ran \`${line(command, 160)}\`${ok === false ? ', which failed' : ''}` }
  for (const { path, lastWriteAt } of session.files)
    if (lastWriteAt) yield { at: lastWriteAt, what: () => `Wrote ${line(path, 300)}` }
  for (const { name, at } of session.skills) if (at) yield { at, what: () => `Called the skill ${line(name, 100)}` }
  for (const { description, startedAt } of session.subagents)
    if (startedAt)
      yield { at: startedAt, what: () => `Started a subagent: ${line(description ?? 'no description', 160)}` }
  for (const { tool, kind, at } of session.errors)
    if (at && kind === 'denied')
      yield { at, what: () => `Wanted ${line(tool ?? 'a tool call', 60)}, which the user refused` }
}
