import { oneLine } from '../text.ts'
import type { BindingDecision, Message, Session, SessionDecision, State } from '../types.ts'
import { line, lineOrNull, newest, text, time } from './clean.ts'
import type { Superseded } from './goals.ts'
import { spoken } from './messages.ts'
import { replaces } from './replaced.ts'
import { statements } from './statements.ts'

/** One decision on its way: what was decided, and the words by which a later message may take it back. */
export interface Standing extends BindingDecision {
  /** The question that was asked; null when the user decided unasked. */
  question: string | null
  /** What was chosen, without the question around it. */
  choice: string
  at: string | null
  /** Position in the conversation, counted in messages of the human. */
  turn: number
}

export interface DecisionFacts {
  binding: BindingDecision[]
  superseded: Superseded[]
}

/**
 * Answered questions, accepted plans and what the user laid down in messages, as far as nothing later replaced them: the same question
 * answered again, or a message that takes the choice back (see `replaced.ts`). What was replaced is listed with what took its place.
 */
export function decisionFacts(session: Session): DecisionFacts {
  const messages = spoken(session)
  const superseded: Superseded[] = []
  let standing: Standing[] = []
  const retire = (old: Standing[], by: string, at: string | null): void => {
    for (const entry of old) superseded.push({ was: entry.decision, superseded_by: by, at: time(at) })
    standing = standing.filter(entry => !old.includes(entry))
  }
  for (const event of timeline(session.decisions, messages)) {
    if ('question' in event) {
      const decided = fromAnswer(event, event.turn)
      if (decided === null) continue
      retire(
        standing.filter(entry => sameQuestion(entry, decided)),
        decided.decision,
        event.at,
      )
      standing.push(decided)
    } else {
      retire(replaces(event, event.turn, standing), text(event.text, 4000), event.at)
      for (const decided of statements(event, event.turn)) {
        const known = standing.filter(entry => entry.decision.toLowerCase() === decided.decision.toLowerCase())
        standing = [...standing.filter(entry => !known.includes(entry)), decided]
      }
    }
  }
  const binding = newest(standing, 1000).map(({ decision, rationale, binding }) => ({ decision, rationale, binding }))
  return { binding, superseded: newest(superseded, 900) }
}

type Event = (SessionDecision | Message) & { turn: number }

/** Decisions and messages in the order in which they came; what carries no time keeps its place among its kind. */
function timeline(decisions: readonly SessionDecision[], messages: readonly Message[]): Event[] {
  const events: Event[] = messages.map((message, turn) => ({ ...message, turn }))
  for (const decision of decisions) {
    const before =
      decision.at === null
        ? events.length
        : events.findLastIndex(event => event.at !== null && event.at <= decision.at!) + 1
    const turn = events[before - 1]?.turn ?? 0
    events.splice(before, 0, { ...decision, turn })
  }
  return events
}

function fromAnswer(decision: SessionDecision, turn: number): Standing | null {
  const question = line(decision.question, 1000)
  const answer = lineOrNull(decision.answer, 2000)
  if (decision.kind === 'plan') return fromPlan(decision, turn)
  if (answer === null || isQuestion(answer)) return null
  const choice = answer.replace(/\s*\(recommended\)/gi, '')
  const words = question ? `${question} → ${choice}` : choice
  return {
    decision: words,
    rationale: null,
    binding: 'SESSION',
    question: question || null,
    choice,
    at: decision.at,
    turn,
  }
}

/** Asking back decides nothing. */
const isQuestion = (answer: string): boolean =>
  /[?？]["'”’)\]]*$/.test(answer) || /^[^.!?\n]{1,300}[?？](?:\s|$)/.test(answer)

/** A plan is named by its first heading; the plan itself is a document, or stands in the transcript. */
function fromPlan(decision: SessionDecision, turn: number): Standing | null {
  const body = text([decision.plan, decision.question, decision.answer].filter(Boolean).join('\n'))
  const heading = /^\s{0,3}#{1,6}\s+(.{1,300})$/m.exec(body)?.[1]
  const title = line(heading ?? firstLine(body), 200)
  if (title === '') return null
  return {
    decision: `Plan accepted: ${title}`,
    rationale: null,
    binding: 'SESSION',
    question: null,
    choice: title,
    at: decision.at,
    turn,
  }
}

const firstLine = (body: string): string => body.trim().split('\n', 1)[0] ?? ''

const sameQuestion = (a: Standing, b: Standing): boolean =>
  a.question !== null && b.question !== null && oneLine(a.question).toLowerCase() === oneLine(b.question).toLowerCase()

export function decisions(facts: DecisionFacts): State['decisions'] {
  return { binding: facts.binding, technical: [] }
}
