import type { Message, Session, State, UserMessage } from '../types.ts'
import { newest, text, time } from './clean.ts'

type Type = UserMessage['type']

const APPROVAL =
  /^(?:yes|yep|yeah|yup|sure|ok(?:ay)?|k|lgtm|approved?|agreed|correct|exactly|perfect|great|nice|good|cool|done|right|(?:please )?(?:go ahead|proceed|continue|do it|ship it|go for it|carry on|keep going)|sounds good|looks (?:good|great)|that works|works for me|all good|ja|oui|s[ií])\b/i
const BUT = /\b(?:but|however|except|although|instead|don'?t|not|wait|first)\b/i
const CLARIFICATION =
  /^(?:(?:sorry,? )?i (?:mean|meant)\b|to (?:clarify|be clear)\b|what i (?:mean|meant)\b|in other words\b|for context\b|fyi\b|by .{1,60} i mean\b)/i
const FEEDBACK =
  /^(?:thanks|thank you|great|nice|good|cool|awesome|excellent|perfect|hmm+|(?:this|that|it|those|these) (?:is|are|isn'?t|was|looks?|works?|doesn'?t|didn'?t|still|seems?|feels?|now)\b|i (?:like|love|don'?t like|see|noticed?)\b|still\b)/i

/**
 * Types by rules, the first that holds: the answer to a question is a clarification · a message that redirects the agent a correction ·
 * up to eight words that begin with assent and hold no "but" an approval · words that explain earlier ones a clarification · a remark on
 * the result that asks for nothing a feedback · everything else, the first message always, a request.
 */
export function messageType(message: Message, first: boolean): Type {
  if (message.kind === 'answer') return 'clarification'
  if (message.correction) return 'correction'
  if (first || message.kind === 'command' || message.kind === 'shell') return 'request'
  const words = message.text.trim()
  if (APPROVAL.test(words) && !BUT.test(words) && words.split(/\s+/, 9).length <= 8) return 'approval'
  if (CLARIFICATION.test(words)) return 'clarification'
  if (FEEDBACK.test(words) && !asks(words)) return 'feedback'
  return 'request'
}

const asks = (words: string): boolean =>
  /[?？]/.test(words) ||
  /\b(?:please|can you|could you|let'?s|add|fix|change|make|use|remove|update|write|run|try|should|need)\b/i.test(words)

/** Words of the human that stand: an interruption has none, and what a rewind took back no longer counts. */
export function spoken(session: Session): Message[] {
  return session.messages.filter(
    message => message.kind !== 'interrupt' && !message.withdrawn && text(message.text).trim() !== '',
  )
}

/** A line the human ran in the shell keeps the `!` it is typed with. */
export function userMessages(session: Session): State['conversation']['user_messages'] {
  const messages = spoken(session).map((message, index) => ({
    content: text(message.kind === 'shell' ? `!${message.text}` : message.text),
    type: messageType(message, index === 0),
    timestamp: time(message.at),
  }))
  return newest(messages, 5000)
}
