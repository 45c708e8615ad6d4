/**
 * A document → the statements in it that assert something, with what kinds of claims need to know about them. Plans, orders, questions,
 * conditions, guesses, reports of what others said, quotations and code are set aside. Never throws; linear in the length of the document.
 */
import type { Cell, Statement } from '../claim.ts'
import { parseHeading } from '../sections.ts'
import { NUMBERED, type Setting, setting } from './context.ts'
import { normalise, plainText, withoutCode } from './inline.ts'
import { isOngoing, isOrder, isPast, moodOf, SILENT_LABELS } from './mood.ts'
import { type Block, Scanner } from './scan.ts'
import { clauses, type Piece, sentences } from './sentences.ts'
import { codeStatements } from './state.ts'
import { rowStatements } from './table.ts'

/** Calls `visit` with each statement in order until it returns false. */
export function visitStatements(text: string, visit: (statement: Statement) => boolean): void {
  const numbered = isNumbered(text)
  new Scanner(text, block => {
    for (const statement of blockStatements(block, numbered)) if (!visit(statement)) return false
    return true
  }).run()
}

export function statementsOf(text: string): Statement[] {
  const statements: Statement[] = []
  visitStatements(text, statement => statements.push(statement) > 0)
  return statements
}

/** A 3.0 handoff: three of its numbered headings at least. */
function isNumbered(text: string): boolean {
  let found = 0
  for (const _ of text.matchAll(/^#{1,6}[ \t]+(?:SECTION [012]\b|[01]\.\d{1,2}\b)/gm)) {
    found += 1
    if (found === 3) return true
  }
  return false
}

function settingOf(block: Block, numbered: boolean): Setting {
  if (numbered) {
    for (let i = block.section.length - 1; i >= 0; i -= 1) {
      const id = parseHeading(block.section[i]!)?.id
      const fixed = id === undefined ? undefined : id.startsWith('Step') ? 'plan' : NUMBERED[id]
      if (id === undefined) continue
      if (fixed === 'plan' || fixed === 'quote') return fixed
      const local = setting(block.section.slice(i + 1), block.leads, false)
      return local === 'neutral' ? (fixed ?? 'neutral') : local
    }
  }
  return setting(block.section, block.leads, block.titled)
}

const CHOICES = /criteria|definition of done|acceptance|checklist|\bwhen\b|workflow pattern|1\.21|before /i

function* blockStatements(block: Block, numbered: boolean): Generator<Statement> {
  if (block.kind === 'code') {
    if (numbered) yield* codeStatements(block, blank)
    return
  }
  const where = settingOf(block, numbered)
  if (where === 'quote') return
  const base = { section: [...block.section, ...block.leads], line: block.line, checked: block.checked }
  if (block.checked === false) {
    if (CHOICES.test(`${block.section.join(' / ')} ${block.leads.join(' ')}`) || (numbered && where === 'plan')) return
    const text = firstSentence(plainText(block.text))
    if (text) yield { ...blank(text), ...base, open: true }
    return
  }
  if (block.cells) {
    if (where !== 'plan')
      for (const row of rowStatements(block.cells)) yield* rowStatement(row, { ...base, done: where === 'done' })
    return
  }
  if (where === 'plan' && block.checked !== true) return
  const done = where === 'done' || block.checked === true
  const text = withoutSpeech(plainText(block.text))
  let first = true
  for (const sentence of sentences(text)) {
    const line = block.line + newlinesBefore(text, sentence.at)
    for (const clause of assertions(sentence.text, done)) {
      const at = line + newlinesBefore(sentence.text, clause.at)
      const statement = { ...blank(clause.text, done), ...base, line: at, checked: first ? block.checked : null, done }
      first = false
      if (where !== 'open' || block.kind !== 'item' || block.checked) yield statement
      else if (isOpenItem(statement)) yield { ...statement, open: true }
      else if (!/\b(?:pass(?:es)?|green|works?|done|ok|succeeds?)\b/.test(statement.norm)) yield statement
    }
  }
}

const isOpenItem = ({ norm, label }: Statement) =>
  isOrder(norm) ||
  (!/\b(?:tests?|branch|commit|head|build|lint|status|pr)\b/.test(label ?? '') &&
    !/\b(?:is|are|was|were|has|have|failed|failing|fails?|committed|pushed|exists?|clean|none)\b/.test(norm))

const firstSentence = (text: string) => (sentences(text)[0]?.text ?? '').replace(/\s+/g, ' ')

/** Words in quotation marks that say something themselves: somebody else's, or an example. */
const withoutSpeech = (text: string) =>
  /["“]/.test(text)
    ? text.replace(/["“]([^"“”]{3,2000})["”]/g, (quoted, inner: string) =>
        SPEAKS.test(inner) ? `“…”${inner.replace(/[^\n]+/g, '')}` : quoted,
      )
    : text

const SPEAKS =
  /\b(?:is|are|was|were|pass(?:es|ed)?|fail(?:s|ed)?|has|have|should|must|will|works?|finished|completed?|done|failed|don't|do not)\b/i

/** Clauses of a sentence that assert, with what hangs in parentheses and does not assert taken out. */
function* assertions(sentence: string, done: boolean): Generator<Piece> {
  const flat = sentence.replace(/\n/g, ' ')
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
  const silent = splitLabel(text).label
  if (silent !== null && SILENT_LABELS.test(silent)) return
  for (const clause of clauses(text)) {
    const spoken = stripParentheses(clause.text)
    const bare = withoutCode(spoken)
    if (bare === '') continue
    if (/^(?:where|which|whose|who)\b/.test(bare)) continue
    const { label } = splitLabel(spoken)
    if (label !== null && SILENT_LABELS.test(label)) return
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

/** "Write the parser: done", "Write the parser (in progress)", "Write the parser is not started": the order is a name here. */
const STATUS_TAIL =
  /^.{4,200}?(?:[:,]| -| \(| is| was| still| now)+ ?\(?(?:\(ok\)|\(bad\)|done|completed?|finished|in[ _-]progress|pending|blocked|open|not (?:yet )?(?:started|done|finished|implemented)(?: yet)?|still open|outstanding)\)?[.!]?$/
const WISH =
  /^(?:make|ensure|verify|check|confirm|mark|see|do|keep|get|have|let|wait|remember|set|consider|treat|please|then|first|finally|next|and)\b/
const OPEN_LABEL =
  /^(?:not (?:yet )?(?:started|done|implemented|finished)|still (?:open|missing|to do)|missing|remaining|left|outstanding|open|pending|unfinished): \S/
const afterLabel = (bare: string) => bare.replace(/^[a-z0-9 §#/.-]{1,60}: (?=\S)/, '')

/** "(re-verify after the merge)" says nothing about what it hangs on. */
function stripParentheses(text: string): string {
  if (!text.includes('(')) return text
  return text.replace(/\s?\(([^()]{0,300})\)/g, (group, inner: string) => {
    const bare = withoutCode(inner)
    return moodOf(bare).mood !== 'claim' || isOrder(bare) ? '' : group
  })
}

function* rowStatement(
  row: { subject: string; text: string; cells: Cell[] },
  base: Partial<Statement>,
): Generator<Statement> {
  const text = plainText(row.text)
  const statement = { ...blank(text), ...base, cells: row.cells }
  if (row.subject === '') {
    for (const sentence of sentences(text))
      for (const clause of assertions(sentence.text, statement.done))
        yield {
          ...statement,
          ...blank(clause.text),
          done: statement.done,
          cells: row.cells,
          line: statement.line,
          section: statement.section,
        }
    return
  }
  const subject = plainText(row.subject)
  const bare = withoutCode(subject)
  const label = normalise(subject)
  const value = text
  const whole = `${subject}: ${text}`
  if (moodOf(withoutCode(text)).mood !== 'claim') return
  yield { ...statement, text: whole, label, value, norm: isOrder(bare) ? normalise(value) : normalise(whole) }
}

function splitLabel(text: string): { label: string | null; value: string } {
  const match = /^([^:`|()[\]]{1,48}|`[^`]{1,100}`): +(\S[\s\S]*)$/.exec(text)
  if (!match || match[1]!.split(' ').length > 6) return { label: null, value: text }
  return { label: normalise(match[1]!).replace(/^(?:\((?:ok|bad)\) )?[-•\s]*/, ''), value: match[2]! }
}

function blank(text: string, done = false): Statement {
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

function newlinesBefore(text: string, end: number): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}
