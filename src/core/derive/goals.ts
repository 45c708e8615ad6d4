import { oneLine } from '../text.ts'
import type { Message, Session, State } from '../types.ts'
import { line, lineOrNull, text, time } from './clean.ts'
import { messageType, spoken } from './messages.ts'
import { phaseIn } from './skills.ts'

/** A greeting, an assent or a bare "continue" is no goal. */
const NO_GOAL =
  /^(?:hi|hello|hey|yo|good (?:morning|evening|afternoon)|test(?:ing)?|ping|continue|go on|resume|yes|no|ok(?:ay)?|thanks?|thank you|proceed|go ahead)(?:\s+(?:there|claude|codex|please))?[\s.!?]*$/i

const LEAD = '(?:(?:ok(?:ay)?|actually|no|hey|wait|hm+|so|alright|right|sorry)[,.!—–-]*\\s+){0,3}'
const EARLIER =
  '(?:that|this|it|all (?:of )?(?:that|this|it)|everything|the (?:previous|earlier|last|old|original|first|whole|current) (?:goal|task|plan|request|idea|approach|one|thing))'
const DROPS = `${LEAD}(?:let'?s |please )?(?:forget|scrap|abandon|never ?mind|disregard) (?:about )?${EARLIER}`
/** The old goal is dropped and no new one named. */
const ONLY_DROPS = new RegExp(`^(?:${DROPS}|${LEAD}changes? of plans?)(?: for now| please)?[\\s.!…]*$`, 'i')
/** Phrases that put a new goal in the place of the old one. Only at the start of a message. */
const REPLACES = [
  new RegExp(`^${LEAD}(?:the |our |my )?(?:new|different|revised) (?:goal|task|objective|priority)\\b`, 'i'),
  new RegExp(`^${LEAD}(?:change|changes) of plans?\\b`, 'i'),
  new RegExp(`^${DROPS}(?=\\s*(?:[,.;:!—–-]|$)|\\s+(?:and|let'?s|instead|for now|please)\\b)`, 'i'),
  new RegExp(`^${LEAD}(?:the|our|my) (?:goal|objective|task|priority) (?:is now|has changed|changed)\\b`, 'i'),
  new RegExp(
    `^${LEAD}let'?s (?:do|work on|switch to|focus on|build|make) .{1,200}\\binstead(?: of ${EARLIER})?[.!]?$`,
    'i',
  ),
]

/** The whole message stands among the user's messages. */
const GOAL = 1500

export interface Superseded {
  was: string
  superseded_by: string
  at: string | null
}

export interface GoalFacts {
  ultimate: string | null
  superseded: Superseded[]
}

/**
 * The goal is the first message that asks for something. A later message takes its place only when it begins with one of the phrases
 * above; when it says no more than that ("forget that"), the next one that asks for something is the goal.
 */
export function goalFacts(session: Session): GoalFacts {
  const facts: GoalFacts = { ultimate: null, superseded: [] }
  let pending: Message | null = null
  for (const message of spoken(session)) {
    if (!asksForWork(message)) continue
    const goal = text(message.text, GOAL)
    if (facts.ultimate === null) facts.ultimate = goal
    else if (pending || replacesGoal(message)) {
      if (!pending && ONLY_DROPS.test(oneLine(message.text))) {
        pending = message
        continue
      }
      facts.superseded.push({ was: facts.ultimate, superseded_by: goal, at: time(message.at) })
      facts.ultimate = goal
      pending = null
    }
  }
  return facts
}

export function replacesGoal(message: Message): boolean {
  if (message.kind === 'answer' || message.kind === 'shell') return false
  const start = oneLine(message.text.slice(0, 600))
  return REPLACES.some(phrase => phrase.test(start))
}

/** A command counts by its arguments: `/clear` asks for nothing, `/plan build the importer` does. */
function asksForWork(message: Message): boolean {
  if (message.kind === 'shell' || message.kind === 'answer') return false
  const words = oneLine(message.text)
  if (message.kind === 'command') return words.split(' ').length >= 3
  return !NO_GOAL.test(words) && !/^\W*\d{0,3}\W*$/.test(words)
}

const REMARKS = new Set(['approval', 'feedback'])

/** The task in hand is the todo in progress; without one, what the user asked for last. */
export function goals(session: Session, facts: GoalFacts): State['goals'] {
  const current = session.todos.find(todo => todo.status === 'in_progress')
  const asked = spoken(session).findLast(message => asksForWork(message) && !REMARKS.has(messageType(message, false)))
  const main = lineOrNull(current?.content ?? asked?.text, current ? 4000 : 600)
  const running = session.subagents.filter(run => run.status === 'running')
  const delegated = running.map(
    run => `${line(run.id, 256)}: ${line(run.description ?? run.prompt ?? 'no description', 200)}`,
  )
  return {
    ultimate: facts.ultimate,
    current_phase: phaseIn(lineOrNull(current?.content)),
    main_task: main,
    delegated_summary: delegated.length > 0 ? line(delegated.join('; '), 8000) : null,
  }
}
