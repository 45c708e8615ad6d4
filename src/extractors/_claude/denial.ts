/** Harness sentences that open a refused tool call. */
const DENIED =
  /^(?:Error: )?(?:The user doesn't want to (?:proceed with this tool use|take this action right now)|User rejected tool use|Permission (?:to use \S+ )?(?:has been|was) denied|This command requires approval|Claude requested permissions to)/

const SAID = [
  /To tell you how to proceed, the user said:\s*\n?/,
  /The user provided the following reason for the rejection:\s*/,
]
const NOTE = /\n+Note: The user's next message may contain a correction or preference[\s\S]*$/
const CLARIFY = /^The user wants to clarify these questions\./

export interface Denial {
  /** Words of the human, or null when there were none. */
  words: string | null
  /** Answers given before the questions were sent back for clarification. */
  answers: { question: string; answer: string }[]
}

/** Reads a refused call; null when the text is no denial. `kind` is the record's `toolDenialKind` where there is one. */
export function readDenial(text: string, kind: unknown): Denial | null {
  if (!DENIED.test(text) && typeof kind !== 'string') return null
  const said = SAID.map(pattern => pattern.exec(text)).find(match => match !== null)
  if (!said) return { words: null, answers: [] }
  const words = text
    .slice(said.index + said[0].length)
    .replace(NOTE, '')
    .trim()
  if (CLARIFY.test(words)) return { words: null, answers: clarified(words) }
  return { words: words || null, answers: [] }
}

function clarified(text: string): Denial['answers'] {
  const answers: Denial['answers'] = []
  for (const match of text.matchAll(/^- "(.*)"\n[ \t]+Answer: (.*)$/gm))
    answers.push({ question: match[1]!, answer: match[2]! })
  return answers
}
