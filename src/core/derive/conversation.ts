import type { Session, State } from '../types.ts'
import { actsOf } from './before.ts'
import { lineOrNull, newest, text } from './clean.ts'
import { corrected } from './corrected.ts'
import { errors } from './errors.ts'
import { spoken, userMessages } from './messages.ts'

export function conversation(session: Session): State['conversation'] {
  return { user_messages: userMessages(session), corrections: corrections(session), errors: errors(session) }
}

/** What the user redirected: the sentence or the call it answers, else what the agent had done last before it. The lesson is judgement. */
function corrections(session: Session): State['conversation']['corrections'] {
  const actBefore = actsOf(session)
  const found = spoken(session)
    .filter(message => message.correction)
    .map(message => ({
      original: corrected(message) ?? lineOrNull(actBefore(message.at)),
      correction: text(message.text),
      lesson: null,
    }))
  return newest(found, 1000)
}
