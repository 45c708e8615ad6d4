/** A sentence → the clauses in it that assert something, each in the forms that kinds of claims read. */
import type { Statement } from '../claim.ts'
import { normalise, withoutCode } from './inline.ts'
import { isOngoing, isOrder, isPast, moodOf, SILENT_LABELS } from './mood.ts'
import { clauses, type Piece } from './sentences.ts'

export interface Assertion {
  /** Offset in the sentence. */
  at: number
  /** A statement without its place. */
  statement: Statement
}

const MAX_CACHED = 20_000

/** Reads sentences of one document. What repeats itself is analysed once, as hostile documents do little else. */
export class SentenceReader {
  /** Sentences analysed so far: the work done, whatever the machine. */
  analysed = 0
  private readonly known = new Map<string, Assertion[]>()

  /** `done`: the sentence stands under finished work, where an order tells what was done. */
  read(sentence: string, done: boolean): Assertion[] {
    if (!done && !SPEAKS_OF.test(sentence)) return []
    const key = done ? `+${sentence}` : `-${sentence}`
    const known = this.known.get(key)
    if (known) return known
    this.analysed += 1
    const found: Assertion[] = []
    for (const { text, at } of assertions(sentence, done)) found.push({ at, statement: blank(text, done) })
    if (this.known.size < MAX_CACHED) this.known.set(key, found)
    return found
  }
}

/** Some word that a kind of claim could be about; a sentence without one is not read any further. */
const SPEAKS_OF =
  /[`✅✓✔❌✗]|[\w-]\/[\w-]|\w\.[a-z]{1,5}\b|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b|\b\d+ ?\/ ?\d+\b|\d\.\d|\(\)|\b(?:tests?|specs?|suites?|pass(?:es|ed|ing)?|fail\w*|green|red|build\w*|built|lint\w*|tsc|typescript|type-?check\w*|types?|compil\w*|format\w*|prettier|eslint|biome|ruff|clippy|mypy|commit\w*|uncommitted|head|push\w*|unpushed|ahead|sync|prs?|pull|merge[ds]?|branch\w*|(?:on|onto) (?:main|master|develop)|checked out|switched|clean|dirty|todos?|to-dos?|to do|tasks?|phases?|steps?|stages?|milestones?|running|in flight|going|ongoing|ticked|came back|returned|reported|cancell?ed|done|complete\w*|finish\w*|progress|pending|blocked|\w*agents?|files?|compact\w*|user|human|depend\w*|packages?|up to date|remote|origin|local(?:ly)?|machine|install\w*|uninstall\w*|version|bump\w*|upgrad\w*|pinned|not|n't|never|nothing|none|no|missing|open|remain\w*|left|outstanding|un(?:implemented|finished|done|started|written)|everything|all|lines?)\b/i

/** Clauses of a sentence that assert, with what hangs in parentheses and does not assert taken out. */
function* assertions(sentence: string, done: boolean): Generator<Piece> {
  const flat = sentence.includes('\n') ? sentence.replace(/\n/g, ' ') : sentence
  const whole = moodOf(withoutCode(flat))
  if (whole.reach === 'sentence') {
    const survivors = flat.split(/;\s+|[,\s]\s*but\s+/i)
    if (survivors.length === 1) return
    let at = 0
    for (const part of survivors) {
      const start = flat.indexOf(part, at)
      at = start + part.length
      if (moodOf(withoutCode(part)).reach === 'clause') yield* claimsOf(part, start, done)
    }
    return
  }
  yield* claimsOf(flat, 0, done)
}

function* claimsOf(text: string, offset: number, done: boolean): Generator<Piece> {
  const { label: silent, value } = splitLabel(text)
  if (silent !== null && SILENT_LABELS.test(silent) && !(/^(?:step \d+|task)$/.test(silent) && STATE_VALUE.test(value)))
    return
  for (const clause of clauses(text)) {
    const spoken = stripParentheses(clause.text).replace(PURPOSE, '')
    const bare = withoutCode(spoken)
    if (bare === '') continue
    if (/^(?:where|which|whose|who)\b/.test(bare)) continue
    const { label } = splitLabel(spoken)
    if (label !== null && SILENT_LABELS.test(label) && !(silent === label && STATE_VALUE.test(value))) return
    if (moodOf(bare).mood !== 'claim') {
      if (isOrder(bare) && !done) return
      continue
    }
    const order = isOrder(afterLabel(bare)) && !(STATUS_TAIL.test(bare) && !WISH.test(bare)) && !OPEN_LABEL.test(bare)
    if (order && !done) return
    if (!done && isOngoing(bare)) continue
    yield { text: spoken.trim().replace(/[.,;:]+$/, ''), at: offset + clause.at }
  }
}

const STATE_VALUE =
  /^(?:[✅✓✔❌]\ufe0f? ?)?(?:done|completed?|finished|in progress|pending|not (?:yet )?started|not done|open|blocked)?[.!]?$/iu

/** "Write the parser: done", "Write the parser (in progress)", "Write the parser is not started": the order is a name here. */
const STATUS_TAIL =
  /^.{4,200}?(?:[:,]| -| ->| =>| →| \(| is| was| still| now)+ ?\(?(?:\((?:ok|bad)\) )?(?:\(ok\)|\(bad\)|done|completed?|finished|in[ _-]progress|in flight|running|ongoing|under ?way|failed|crashed|pending|todo|blocked|open|not (?:yet )?(?:started|done|finished|implemented)(?: yet)?|still open|outstanding)\)?[.!]?$/
const WISH =
  /^(?:make|ensure|verify|check|confirm|mark|see|do|keep|get|have|let|wait|remember|set|consider|treat|please|then|first|finally|next|and)\b/
const OPEN_LABEL =
  /^(?:not (?:yet )?(?:started|done|implemented|finished)|still (?:open|missing|to do)|missing|remaining|left|outstanding|open|pending|unfinished|done|completed?|finished|in progress|ongoing|closed): \S/
const afterLabel = (bare: string) =>
  /^(?:the )?(?:last |latest )?(?:commit|committed|pushed|merged|landed|see|in commit|head)\b|^[^:]{1,60} (?:is|are|was|were|has|have)\b[^:]*:/.test(
    bare,
  )
    ? bare
    : bare.replace(/^[a-z0-9 §#/.-]{1,60}: (?=\S)/, '')

/** What something was done for is not what is. */
const PURPOSE = /,?\s(?:so that|in order (?:to|that))\s[\s\S]*$/i

/** "(re-verify after the merge)" says nothing about what it hangs on. */
function stripParentheses(text: string): string {
  if (!text.includes('(')) return text
  return text.replace(/\s?\(([^()]{0,300})\)/g, (group, inner: string) => {
    const bare = withoutCode(inner)
    return moodOf(bare).mood !== 'claim' || isOrder(bare) ? '' : group
  })
}

function splitLabel(text: string): { label: string | null; value: string } {
  const match = /^([^:`|()[\]]{1,48}|`[^`]{1,100}`): +(\S[\s\S]*)$/.exec(text)
  if (!match || match[1]!.split(' ').length > 6) return { label: null, value: text }
  return { label: normalise(match[1]!).replace(/^(?:\((?:ok|bad)\) )?[-•\s]*/, ''), value: match[2]! }
}

/** The forms of a text that kinds read; its place is for the caller to fill in. */
export function blank(text: string, done = false): Statement {
  const norm = normalise(text)
  const { label, value } = splitLabel(text)
  return {
    text,
    line: 0,
    checked: null,
    section: [],
    label,
    value,
    norm,
    past: isPast(norm),
    done,
    open: false,
    cells: null,
  }
}
