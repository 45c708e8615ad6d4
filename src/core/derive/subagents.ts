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

/** The prompt of an agent that must perhaps be replaced is kept whole; of a finished one, its beginning. */
const PROMPT = { open: 8000, done: 240 }
const OUTPUT = { open: 2000, done: 400 }

export function subagents(session: Session): Subagent[] {
  return newest(session.subagents, 1000).map((run, index) => {
    const extent = run.status === 'completed' ? 'done' : 'open'
    const blocker = BLOCKERS[run.status]
    return {
      id: id(run.id, `agent-${index + 1}`),
      persona: lineOrNull(run.type, 300),
      prompt_summary: textOrNull(run.prompt ?? run.description, PROMPT[extent]),
      task: lineOrNull(run.description, 1000) ?? (line(run.prompt ?? '', 200) || null),
      status: STATUS[run.status],
      worktree: absolutePath(run.worktree),
      output_summary: textOrNull(withoutPreamble(run.result), OUTPUT[extent]),
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
