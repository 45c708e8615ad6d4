import { oneLine } from '../text.ts'
import type { Message } from '../types.ts'
import { lineOrNull } from './clean.ts'
import { sentences } from './sentences.ts'

const MAX = 400

/**
 * What a correction was about, as far as the transcript shows it: the call that was refused; otherwise the assistant's sentence that shares most
 * words with the correction, the last statement when none shares any; null when the assistant had said nothing since the message before.
 */
export function corrected(message: Message): string | null {
  const { said, call } = message.corrects ?? { said: null, call: null }
  if (call) return lineOrNull(`Wanted to call ${oneLine(call)}, which the user refused`, MAX)
  const all = sentences(said ?? '')
  if (all.length === 0) return null
  const words = wordsOf(message.text)
  let best = { sentence: all.findLast(sentence => !sentence.endsWith('?')) ?? all.at(-1)!, shared: 0 }
  for (const sentence of all) {
    const shared = [...wordsOf(sentence)].filter(word => words.has(word)).length
    if (shared > 0 && shared >= best.shared) best = { sentence, shared }
  }
  return lineOrNull(best.sentence, MAX)
}

/** Words that can mean the same thing: four letters or more, by their first six. */
const wordsOf = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}_]{4,}/gu) ?? [])
      .filter(word => !COMMON.has(word))
      .map(word => word.slice(0, 6)),
  )

const COMMON = new Set(
  'that this with from have will would should could then than them they there what when which instead actually please don not also just into only your mine been were does done make made like want need'.split(
    ' ',
  ),
)
