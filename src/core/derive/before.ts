import type { Session } from '../types.ts'
import { line } from './clean.ts'

interface Act {
  at: string
  /** Worded only for the one that is shown: a session has thousands. */
  what(): string
}

/**
 * What the agent did last up to a moment, as far as the transcript dates it: a command, a written file, a skill, a subagent. Sorted once
 * for a session, since it is asked for every correction.
 */
export function actsOf(session: Session): (at: string | null) => string | null {
  const sorted = [...acts(session)].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return at => (at === null ? null : (sorted[countUpTo(sorted, at) - 1]?.what() ?? null))
}

/** How many entries of a sorted list are not later than a moment. */
export function countUpTo(sorted: readonly { at: string }[], at: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]!.at <= at) low = middle + 1
    else high = middle
  }
  return low
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
