import { isPlanDocument } from '../session/plans.ts'
import { count, truncate } from '../text.ts'
import type { Session, State, SubagentRun } from '../types.ts'
import { line } from './clean.ts'
import { isClientCommand } from './client-commands.ts'

type Pattern = State['workflow']['pattern']
type Role = State['identity']['role']

const REVIEW = /\b(?:review(?:er|ing|s)?|critic|audit(?:or)?|verif(?:y|ier))\b/i
const WRITES = new Set(['write', 'edit', 'delete'])

/**
 * No subagents: single-threaded. Reviewers beside other agents, twice or more: iterative review. Two agents at work at the same time:
 * parallel swarm. Otherwise one after the other. `hierarchical` needs to know which agent called which; no transcript tells it reliably.
 */
export function pattern(runs: readonly SubagentRun[]): Pattern {
  if (runs.length === 0) return 'single-threaded'
  const reviews = runs.filter(run => REVIEW.test(`${run.type ?? ''} ${run.description ?? ''}`))
  if (reviews.length >= 2 && reviews.length < runs.length) return 'iterative-review'
  return overlap(runs) ? 'parallel-swarm' : 'sequential-delegation'
}

function overlap(runs: readonly SubagentRun[]): boolean {
  const spans = runs
    .filter(run => run.startedAt)
    .map(run => ({ start: run.startedAt!, end: run.endedAt ?? (run.status === 'running' ? '9999' : run.startedAt!) }))
    .sort((a, b) => (a.start < b.start ? -1 : 1))
  return spans.some((span, index) => index > 0 && spans.slice(0, index).some(earlier => span.start < earlier.end))
}

/** Delegates and wrote nothing itself: orchestrator; both: hybrid; no subagents: executor. Plans that it wrote do not count. */
export function role(session: Session): Role {
  if (session.subagents.length === 0) return 'executor'
  const wrote = session.files.some(
    file => file.actor === 'main' && file.actions.some(action => WRITES.has(action)) && !isPlanDocument(file.path),
  )
  return wrote ? 'hybrid' : 'orchestrator'
}

export function workflow(session: Session): State['workflow'] {
  return { pattern: pattern(session.subagents), details: details(session.subagents), waiting_for: waitingFor(session) }
}

function details(runs: readonly SubagentRun[]): string | null {
  if (runs.length === 0) return null
  return `${count(runs.length, 'subagent')}: ${tally(runs.map(run => run.status))}; of type ${tally(runs.map(run => line(run.type ?? 'unnamed', 100)))}.`
}

function tally(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, n]) => (n > 1 ? `${name} × ${n}` : name)).join(', ')
}

/** Agents in flight, and the user's answer when the agent's last words end in a question. */
function waitingFor(session: Session): string[] {
  const running = session.subagents.filter(run => run.status === 'running').map(run => line(run.id, 256))
  const question = openQuestion(session)
  return [...running.filter(Boolean), ...(question ? [`user: ${question}`] : [])].slice(0, 1000)
}

/** The question the agent's last words end in, unless the human spoke after it. */
export function openQuestion(session: Session): string | null {
  const last = session.lastAssistant
  if (!last) return null
  const spoke = session.messages.findLast(({ text }) => !isClientCommand(text))
  if (spoke?.at && last.at && spoke.at > last.at) return null
  const prose = last.text.replace(/^\s*(?:`{3,}|~{3,})[\s\S]*?^\s*(?:`{3,}|~{3,})\s*$/gm, '\n')
  const words = line(prose.trimEnd().split('\n').at(-1) ?? '').replace(/[*_`]/g, '')
  if (!/[?？]["'”’)\]]*$/.test(words)) return null
  const sentence = /[^.!?。！？]{1,2000}[?？]["'”’)\]]*$/.exec(words)?.[0].trim() ?? words
  return truncate(sentence, 300)
}
