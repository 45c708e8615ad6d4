import type { Message } from '../types.ts'

/** What makes a message a correction: it redirects the agent. Each rule is stated, none guesses at mood. */
export interface CorrectionRule {
  id: string
  /** What it looks for, in words. */
  when: string
  pattern: RegExp
}

/** Start of the message, of a line, a sentence or a clause, small words of hesitation skipped. */
const START = String.raw`(?:^|[\n.!?:;,]\s*)(?:(?:oh|ah|ok|okay|hmm+|well|wait|sorry|please|but|and|so|also|yeah)[,.!… ]+)*`

/** Matched against the prose of a message: code fences, quotations and anything beyond its first 1,000 characters are set aside. */
export const CORRECTION_RULES: readonly CorrectionRule[] = [
  {
    id: 'no',
    when: 'it begins with "no", "nope" or "nah"',
    pattern:
      /^\s*(?:(?:ah|hmm+|uh|um)[,.! ]+)?(?:no|nope|nah)\b(?!\s+(?:problem|worries|rush|idea|need|thanks|thank|one|issue|doubt|matter)\b)(?![-'’])/i,
  },
  { id: 'instead', when: 'it says "instead"', pattern: /\binstead\b/i },
  {
    id: "don't",
    when: 'a sentence or clause begins with "don\'t", "do not" or "never"',
    pattern: new RegExp(`${START}(?:don['’]?t|do\\s+not|never(?!\\s*mind))\\b`, 'i'),
  },
  {
    id: 'actually',
    when: 'a sentence or clause begins with "actually"',
    pattern: new RegExp(`${START}(?:i(?:['’]d)?\\s+)?actually\\b`, 'i'),
  },
  { id: 'stop', when: 'a sentence or clause begins with "stop"', pattern: new RegExp(`${START}stop\\b`, 'i') },
]

const MAX_PROSE = 1000

/** The rule a text matches, or null. Purely textual: what came before a message is judged by `markCorrections`. */
export function correctionRule(text: string): CorrectionRule | null {
  const prose = text
    .slice(0, 4 * MAX_PROSE)
    .replace(/```[\s\S]*?(?:```|$)/g, ' ')
    .replace(/^\s*(?:>|❯|⏺|⎿).*$/gm, ' ')
    .slice(0, MAX_PROSE)
  return CORRECTION_RULES.find(rule => rule.pattern.test(prose)) ?? null
}

/**
 * Sets `correction` on what was typed freely (prompts and steering): the first thing said never is one, there is nothing to
 * redirect yet; what follows an interrupt always is; the reason of a denial was marked by whoever read it; the rest goes by
 * `CORRECTION_RULES`. A slash command, a shell line or a chosen answer is none.
 */
export function markCorrections(messages: Message[]): void {
  let interrupted = false
  let spoken = false
  for (const message of messages) {
    if (message.kind === 'interrupt') {
      interrupted = true
      continue
    }
    if (message.kind === 'prompt' || message.kind === 'steering')
      message.correction ||= spoken && (interrupted || correctionRule(message.text) !== null)
    if (message.kind !== 'shell' && message.kind !== 'answer') interrupted = false
    spoken = true
  }
}
