/** Sentences of a block and clauses of a sentence, with their offsets. Linear: one pass over the characters each. */

export interface Piece {
  text: string
  /** Offset in the text it was cut from. */
  at: number
}

const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|resp|incl|no|nr|fig|ca|mr|ms|dr|st|v)\.$/i
/** Longest sentence that is understood; what is longer is no sentence. */
const MAX_SENTENCE = 1200

export function sentences(text: string): Piece[] {
  const pieces: Piece[] = []
  let start = 0
  let code = false
  let lineStart = 0
  const cut = (end: number) => {
    const raw = text.slice(start, end)
    const trimmed = raw.trim()
    if (trimmed) pieces.push({ text: trimmed.slice(0, MAX_SENTENCE), at: start + raw.length - raw.trimStart().length })
    start = end
  }
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]!
    if (char === '`') code = !code
    else if (char === '\n') {
      if (endsAtLine(text, lineStart, i)) {
        cut(i)
        code = false
      }
      lineStart = i + 1
    } else if (!code && (char === '.' || char === '!' || char === '?') && endsSentence(text, start, i)) {
      let end = i + 1
      while (end < text.length && /[.!?)"”'*]/.test(text[end]!)) end += 1
      cut(end)
      i = end - 1
    }
  }
  cut(text.length)
  return pieces
}

/** Plain text writes one statement per line; hard-wrapped prose runs on. */
function endsAtLine(text: string, lineStart: number, newline: number): boolean {
  const line = text.slice(lineStart, newline).trim()
  const next = text.slice(newline + 1, newline + 80).trimStart()
  if (next === '' || / {2}$|\\$/.test(text.slice(Math.max(lineStart, newline - 2), newline))) return true
  if (/[.!?:]$/.test(line) || /^[^\s:]{1,20}(?: [^\s:]{1,20}){0,3}: /.test(next)) return true
  if (/(?:[,;(&/-]|\b(?:and|or|the|a|an|to|of|in|for|with|by|from|that|is|are|not|but|on|at|as))$/i.test(line))
    return false
  return line.length < 60 && /^[A-Z0-9✅❌✓✗⚠☑☐`*[]/u.test(next)
}

function endsSentence(text: string, start: number, dot: number): boolean {
  const after = text.slice(dot + 1, dot + 6)
  if (!/^[.!?)"”'*]{0,3}(?:\s|$)/.test(after)) return false
  const next = after.replace(/^[.!?)"”'*]{0,3}\s*/, '')
  if (next !== '' && /^[a-z]/.test(next)) return false
  if (text[dot] === '.' && /^\s*(?:\d{1,3}|[A-Za-z])$/.test(text.slice(start, dot))) return false
  if (text[dot] === '.' && ABBREVIATION.test(text.slice(Math.max(start, dot - 8), dot + 1))) return false
  return true
}

const VERB =
  /\b(?:is|are|was|were|am|be|been|has|have|had|do|does|did|should|must|shall|may|might|could|would|will|can|need|needs|pass|passes|passed|fail|fails|failed|succeed|succeeds|succeeded|works|work|remain|remains|exists?|runs?|ran|went|got|\w{3,}ed|done|made|built|wrote|written|left|green|clean|complete)\b/i
/** Always parts: what stands right of it speaks for itself. */
const HARD = /;\s+|[,\s]\s*(?:but|however|whereas|although|though)\s+(?=\S)/gi
/** Parts where both sides have a verb of their own. */
const SOFT =
  /,\s+(?:and\s+|so\s+|while\s+|yet\s+|then\s+|which\s+)?|\s+and\s+(?:then\s+)?|\s+(?:-|–|—|--|→|=>|·)\s+|:\s+/gi

/** Clauses that can differ in mood: "all tests pass, but the docs should be updated". */
export function clauses(sentence: string): Piece[] {
  if (sentence.length < 24) return [{ text: sentence, at: 0 }]
  const pieces: Piece[] = []
  for (const segment of cutAt(sentence, HARD)) {
    let current: Piece | null = null
    for (const part of cutAt(segment.text, SOFT)) {
      if (
        current &&
        (LABELS.test(segment.text.slice(current.at, part.at)) ||
          LEANS.test(part.text) ||
          (SUMS_UP.test(part.text) && RAN.test(current.text)) ||
          !(VERB.test(current.text) && (VERB.test(part.text) || startsOrder(part.text))))
      )
        current = { text: segment.text.slice(current.at, part.at + part.text.length), at: current.at }
      else {
        if (current) pieces.push({ text: current.text, at: current.at + segment.at })
        current = part
      }
    }
    if (current) pieces.push({ text: current.text, at: current.at + segment.at })
  }
  return pieces
}

/** `Committed: abc1234`: one word and what it is about belong together. */
const LABELS =
  /^(?:(?!(?:verified|confirmed|checked|result|done|status|note):)\S+|(?:decided|chosen) by (?:the )?user): +$/i
/** "12 passed, 2 failed", "ran and passed": what leans on the words before it. */
const LEANS =
  /^(?:is|are|was|were|has|have)(?: \w+)? (?:green|red|passing|failing|passed|failed|clean|done|complete|finished)\b.{0,20}$|^(?:(?:pass(?:es|ed)?|fail(?:s|ed)?|succeed(?:s|ed)?)\b.{0,30}|\S{1,14}[.!]?)$|^all of (?:which|them)\b.{0,20}$|^(?:all |and |only |just )?(?:~?\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten)(?:\s*\/\s*\d+)?(?:\s+[\w-]+){0,2}(?:\s+\([^()]*\))?[.!]?$/i

/** "I ran the tests and they passed". */
const SUMS_UP =
  /^(?:they|it|everything|all|each|nothing|none|no failures|there (?:was|were)|one of them|\d+ of them)\b.{0,40}$/i
const RAN =
  /\b(?:re-?)?(?:ran|run|executed|running)\b.*\b(?:tests?|specs?|suite|linter|lint|builds?|check(?:er)?|compiler)\b/i

const startsOrder = (text: string) =>
  /^(?:re-?run|run|fix|make|ensure|verify|check|re-?verify|add|update|see|remember|do|don't|never|please|commit|push)\b/i.test(
    text,
  )

/** Cuts at the matches that stand outside code and parentheses. */
function cutAt(text: string, separators: RegExp): Piece[] {
  const pieces: Piece[] = []
  let start = 0
  let scanned = 0
  let depth = 0
  let code = false
  for (const match of text.matchAll(separators)) {
    for (; scanned < match.index; scanned += 1) {
      const char = text[scanned]!
      if (char === '`') code = !code
      else if (char === '(') depth += 1
      else if (char === ')') depth = Math.max(0, depth - 1)
    }
    if (code || depth > 0) continue
    if (match.index > start) pieces.push({ text: text.slice(start, match.index), at: start })
    start = match.index + match[0].length
  }
  if (start < text.length) pieces.push({ text: text.slice(start), at: start })
  return pieces
}
