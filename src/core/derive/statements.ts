import type { Message } from '../types.ts'
import { line, lineOrNull } from './clean.ts'
import type { Standing } from './decisions.ts'
import { sentences } from './sentences.ts'

const LEAD = '(?:(?:ok(?:ay)?|actually|no|yes|and|but|also|so|then|wait|please|important|note)[,:.!–—-]*\\s+){0,3}'
const WE = "(?:let'?s |we(?:'ll| will| should)? |i(?:'d| would)? (?:want|like|prefer)(?: you| us)? to |you should )?"

/** A choice laid down in a sentence of its own. A bare "use X" is an instruction; with what it is for, or against, it is a choice. */
const CHOICES = [
  new RegExp(
    `^${LEAD}(?:let'?s|we(?:'ll| will| should)|i(?:'d| would)? (?:want|like|prefer)(?: you| us)? to) (?:go with|use|stick (?:with|to)|keep using|switch to)\\s+\\S`,
    'i',
  ),
  new RegExp(`^${LEAD}${WE}(?:go with|stick (?:with|to)|switch to)\\s+\\S`, 'i'),
  new RegExp(`^${LEAD}use\\s+[^.?!]{1,80}?(?:,? (?:not|instead|instead of|rather than)\\b| for \\S)`, 'i'),
  new RegExp(`^${LEAD}keep (?!going\\b|working\\b|trying\\b|it up\\b|me\\b|in mind\\b|on\\b)\\S`, 'i'),
  new RegExp(`^${LEAD}(?:(?:my |the |our )?decision\\s*:|(?:i|we)(?:'ve| have)? decided\\b)`, 'i'),
]

/** A standing order: never violated without the user's word. */
const ORDERS = [
  new RegExp(`^${LEAD}(?:you )?(?:must )?never\\s+(?!mind\\b)\\S`, 'i'),
  new RegExp(`^${LEAD}(?:always|under no circumstances)[,]?\\s+\\S`, 'i'),
  new RegExp(`^${LEAD}(?:you )?must not\\s+\\S`, 'i'),
  new RegExp(
    `^${LEAD}(?:don'?t|do not) (?!you\\b|we\\b|i\\b|think\\b|worry\\b|know\\b|have\\b|need\\b|see\\b|get\\b)[^.?!]{1,200}\\b(?:ever|unless|without)\\b`,
    'i',
  ),
  new RegExp(
    `^${LEAD}(?:make sure|ensure|be sure) (?:that )?(?:you |we |to )?(?:never|always|don'?t|do not|not to)\\s+\\S`,
    'i',
  ),
]

const LONGEST = 400

/** Decisions and standing orders in a message, verbatim, one sentence each. Questions, quotations, code and long pastes hold none. */
export function statements(message: Message, turn: number): Standing[] {
  if (message.kind !== 'prompt' && message.kind !== 'steering') return []
  return sentences(message.text)
    .flatMap(withOrders)
    .flatMap(sentence => {
      if (sentence.length < 6 || sentence.length > LONGEST || sentence.endsWith('?')) return []
      const order = ORDERS.some(form => form.test(sentence))
      if (!order && !CHOICES.some(form => form.test(sentence))) return []
      const decision = line(sentence.replace(/[.!]+$/, ''), LONGEST)
      const reason = /\b(?:because|since|so that)\s+(.{4,})$/i.exec(decision)?.[1]
      return [
        {
          decision,
          rationale: lineOrNull(reason),
          binding: order ? ('ABSOLUTE' as const) : ('SESSION' as const),
          question: null,
          choice: decision,
          at: message.at,
          turn,
        },
      ]
    })
}

/** A choice that ends in a standing order ("use X, and never Y") is two statements. */
function withOrders(sentence: string): string[] {
  const both = /^(.{6,}?),?\s+and\s+((?:never|always)\s.{3,})$/i.exec(sentence)
  return both && CHOICES.some(form => form.test(both[1]!)) ? [both[1]!, both[2]!] : [sentence]
}
