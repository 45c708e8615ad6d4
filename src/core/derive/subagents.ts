import type { Session, Subagent, SubagentRun } from '../types.ts'
import { absolutePath, id, line, lineOrNull, newest, textOrNull } from './clean.ts'

/**
 * The transcript's states in those of section 1.20. A killed agent did not do its work, hence failed. One whose end nobody recorded is
 * blocked: the next session has to look after it before it can count on it.
 */
const STATUS: Record<SubagentRun['status'], Subagent['status']> = {
  running: 'running',
  completed: 'completed',
  failed: 'failed',
  killed: 'failed',
  unknown: 'blocked',
}

const BLOCKERS: Partial<Record<SubagentRun['status'], string>> = {
  killed: 'stopped before it had finished',
  unknown: 'the transcript does not say how it ended',
}

/** Characters kept: all that is needed to go on with an agent that is not finished, ever less of what is over. */
const EXTENT = {
  open: { prompt: 8000, output: 2000 },
  done: { prompt: 240, output: 400 },
  past: { prompt: 120, output: 200 },
}
/** Agents that finished last and are told of at greater length. */
const RECENT = 8

export function subagents(session: Session): Subagent[] {
  const recent = new Set(session.subagents.filter(run => run.status === 'completed').slice(-RECENT))
  return newest(session.subagents, 1000).map((run, index) => {
    const extent = EXTENT[run.status !== 'completed' ? 'open' : recent.has(run) ? 'done' : 'past']
    const shortened = run.status === 'completed' ? lineOrNull : textOrNull
    const blocker = BLOCKERS[run.status]
    return {
      id: id(run.id, `agent-${index + 1}`),
      persona: lineOrNull(run.type, 300),
      prompt_summary: shortened(run.prompt ?? run.description, extent.prompt),
      task: lineOrNull(run.description, 1000) ?? (line(run.prompt ?? '', 200) || null),
      status: STATUS[run.status],
      worktree: absolutePath(run.worktree),
      output_summary: shortened(withoutPreamble(run.result), extent.output),
      blockers: blocker ? [blocker] : [],
      skill_stack: [],
    }
  })
}

/** "Perfect! Now I have a complete understanding. Let me …": says nothing of the result. */
const PREAMBLE =
  /^(?:(?:perfect|great|excellent|good|ok(?:ay)?|alright|done|all confirmed)[!.,:]?\s*)?(?:(?:now )?i(?: now)? have (?:enough|all|everything|a (?:complete|clear|comprehensive|full|thorough))\b|(?:now )?let me\b|based on (?:my|the)\b|here(?:'s| is) (?:a|the|my)\b).{0,400}$/i

/** An agent's answer from its first telling paragraph on. */
function withoutPreamble(result: string | null): string | null {
  let rest = result?.trim() ?? ''
  for (let turn = 0; turn < 3; turn += 1) {
    const end = rest.indexOf('\n\n')
    if (end < 0 || !PREAMBLE.test(line(rest.slice(0, end), 2000))) break
    rest = rest.slice(end).trim()
  }
  return rest || null
}
