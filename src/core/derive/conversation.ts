import type { Message, Session, SessionError, State } from '../types.ts'
import { actBefore } from './before.ts'
import { line, lineOrNull, newest, text } from './clean.ts'
import { spoken, userMessages } from './messages.ts'

/** How long after a refusal a message still counts as what the user said about it. */
const ANSWER_MS = 120_000
const ERROR = 600

export function conversation(session: Session): State['conversation'] {
  return { user_messages: userMessages(session), corrections: corrections(session), errors: errors(session) }
}

/** What the user redirected, with what the agent had done last before it. The lesson is judgement. */
function corrections(session: Session): State['conversation']['corrections'] {
  const found = spoken(session)
    .filter(message => message.correction)
    .map(message => ({
      original: lineOrNull(actBefore(session, message.at)),
      correction: text(message.text),
      lesson: null,
    }))
  return newest(found, 1000)
}

/** Every failure once, the latest place of a repeated one; an interruption is no failure of its own. */
function errors(session: Session): State['conversation']['errors'] {
  const unique = new Map<string, SessionError>()
  for (const error of session.errors) {
    if (error.kind === 'interrupted') continue
    const key = `${error.tool} ${line(error.text, ERROR)}`
    unique.delete(key)
    unique.set(key, error)
  }
  const found = [...unique.values()].map(error => ({
    error: describe(error),
    fix: fixOf(error, session),
    user_feedback: error.kind === 'denied' ? feedback(error, spoken(session)) : null,
  }))
  return newest(found, 2000)
}

export function describe(error: SessionError): string {
  const said = line(error.text, ERROR) || 'no text'
  const where = line(error.tool ?? '', 100)
  const what = error.kind === 'denied' ? 'refused by the user' : error.kind === 'api' ? 'API' : ''
  return [where, what]
    .filter(Boolean)
    .join(', ')
    .concat(where || what ? ': ' : '', said)
}

/** What showed that it was resolved. */
function fixOf(error: SessionError, session: Session): string | null {
  if (!error.resolved) return null
  const later = session.commands.find(
    run => error.kind === 'command' && run.ok && run.at && error.at && run.at > error.at,
  )
  return later ? `A later run succeeded: ${line(later.command, 200)}` : 'The same call succeeded later.'
}

function feedback(error: SessionError, messages: readonly Message[]): string | null {
  if (error.at === null) return null
  const from = Date.parse(error.at)
  const next = messages.find(message => {
    const at = message.at === null ? Number.NaN : Date.parse(message.at)
    return at >= from && at - from <= ANSWER_MS
  })
  return lineOrNull(next?.text, 1000)
}

export function openErrors(session: Session): string[] {
  const open = session.errors.filter(
    error => !error.resolved && error.kind !== 'interrupted' && error.kind !== 'denied',
  )
  return newest([...new Set(open.map(describe))], 200)
}
