/** Harness sentences that open a refused tool call. */
const DENIED =
  /^(?:Error: )?(?:The user doesn't want to (?:proceed with this tool use|take this action right now)|User rejected tool use|Permission (?:to use \S+ )?(?:has been|was) denied|This command requires approval|This \w+ command contains multiple operations\. The following parts? requires? approval|Claude requested permissions to )/
const BLOCKED = /was blocked\. For security, Claude Code may only /

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

/**
 * Reads a refused call; null when the text is no denial. `kind` is the record's `toolDenialKind` where there is one. `personal`: the record
 * says that a person refused (`permissionDecision.source` is `user_reject`), whose words then stand alone, without the client's sentences.
 */
export function readDenial(text: string, kind: unknown, personal = false): Denial | null {
  const harness = DENIED.test(text) || BLOCKED.test(text.slice(0, 1000))
  if (typeof kind !== 'string' && !personal && !harness) return null
  if (personal && !harness) return { words: text.trim() || null, answers: [] }
  const said = DENIED.test(text) ? SAID.map(pattern => pattern.exec(text)).find(match => match !== null) : undefined
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

/** Tools that ask for permission. */
const ASKING = new Set(['Bash', 'Edit', 'MultiEdit', 'Write', 'NotebookEdit', 'ExitPlanMode'])
/** How the client's own failures begin. */
const TECHNICAL =
  /^(?:Exit code \d|<|Error\b|[A-Z]\w*Error\b|E[A-Z]{3,}\b|Command |Claude |Shell |File |String |Found \d|No |spawn |Tool |Unknown |Failed |Cannot |\[|\{|\/|\()/

/** 2.0.0 to 2.0.36: a refusal in the editor's panel left `is_error` with nothing but what the human typed. */
export function readBareDenial(text: string, tool: string | null, version: unknown): Denial | null {
  const patch = typeof version === 'string' ? /^2\.0\.(\d+)$/.exec(version)?.[1] : undefined
  if (patch === undefined || Number(patch) > 36 || tool === null || !ASKING.has(tool)) return null
  const words = text.trim()
  return words === '' || words.length > 4000 || TECHNICAL.test(words) ? null : { words, answers: [] }
}
