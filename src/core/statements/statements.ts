/**
 * A document → the statements in it that assert something, with what kinds of claims need to know about them. Plans, orders, questions,
 * conditions, guesses, reports of what others said, quotations and code are set aside. Never throws; linear in the length of the document.
 */
import type { Cell, Statement } from '../claim.ts'
import { parseHeading } from '../sections.ts'
import { blank, SentenceReader } from './assertions.ts'
import { NUMBERED, type Setting, setting } from './context.ts'
import { normalise, plainText, withoutCode } from './inline.ts'
import { isOrder, moodOf } from './mood.ts'
import { type Block, Scanner } from './scan.ts'
import { sentences } from './sentences.ts'
import { codeStatements } from './state.ts'
import { rowStatements } from './table.ts'

/** Sentences analysed in one document; more of them, all different, no handoff has. */
export const MAX_SENTENCES = 15_000

/** Calls `visit` with each statement in order until it returns false. Returns the line from which on nothing was read, or null. */
export function visitStatements(text: string, visit: (statement: Statement) => boolean): number | null {
  const numbered = isNumbered(text)
  const reader = new SentenceReader()
  let unread: number | null = null
  const scanner = new Scanner(text, block => {
    for (const statement of blockStatements(block, numbered, reader)) {
      if (visit(statement)) continue
      unread = block.line
      return false
    }
    if (reader.analysed > MAX_SENTENCES) unread = block.line + 1
    return unread === null
  })
  const rest = scanner.run()
  return unread ?? rest
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

function* blockStatements(block: Block, numbered: boolean, reader: SentenceReader): Generator<Statement> {
  if (block.kind === 'code') {
    if (numbered) yield* codeStatements(block, blank)
    return
  }
  const where = settingOf(block, numbered)
  if (where === 'quote') return
  const base = { section: [...block.section, ...block.leads], line: block.line, checked: block.checked }
  if (block.checked !== null && /\/ \[[ xX]\] /.test(block.text)) return
  if (block.checked === false) {
    if (CHOICES.test(`${block.section.join(' / ')} ${block.leads.join(' ')}`) || (numbered && where === 'plan')) return
    const text = firstSentence(plainText(block.text))
    if (text) yield { ...blank(text), ...base, open: true }
    return
  }
  if (block.cells) {
    if (where !== 'plan')
      for (const row of rowStatements(block.cells))
        yield* rowStatement(row, { ...base, done: where === 'done' }, reader)
    return
  }
  if (where === 'plan' && block.checked !== true) return
  const done = where === 'done' || block.checked === true || TICKED.test(block.text)
  const text = withoutSpeech(plainText(block.text))
  if (where === 'open' && block.kind === 'item' && !block.checked) {
    const subject = firstSentence(text)
    if (isOrder(withoutCode(subject))) {
      yield { ...blank(subject), ...base, open: true }
      return
    }
  }
  let first = true
  for (const sentence of sentences(text)) {
    const line = block.line + newlinesBefore(text, sentence.at)
    for (const { at: offset, statement: read } of reader.read(sentence.text, done)) {
      const at = line + newlinesBefore(sentence.text, offset)
      const statement = { ...read, ...base, line: at, checked: first ? block.checked : null }
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

/** A mark in front says it is done, as a ticked box does. */
const TICKED = /^(?:\*\*)?[✅✓✔☑]/u

const firstSentence = (text: string) => (sentences(text)[0]?.text ?? '').replace(/\s+/g, ' ')

/** Words in quotation marks that say something themselves: somebody else's, or an example. */
const withoutSpeech = (text: string) =>
  /["“]/.test(text)
    ? text.replace(/["“]([^"“”]{3,2000})["”]/g, (quoted, inner: string) =>
        SPEAKS.test(inner) && !(inner.length < 60 && /\b(?:pass|fail)(?:ed)? \d|\d (?:passed|failed)/.test(inner))
          ? `“…”${inner.replace(/[^\n]+/g, '')}`
          : quoted,
      )
    : text

const SPEAKS =
  /\b(?:is|are|was|were|pass(?:es|ed)?|fail(?:s|ed)?|has|have|should|must|will|works?|finished|completed?|done|failed|don't|do not)\b/i

function* rowStatement(
  row: { subject: string; text: string; cells: Cell[] },
  base: Partial<Statement>,
  reader: SentenceReader,
): Generator<Statement> {
  const text = plainText(row.text)
  const statement = { ...blank(text), ...base, cells: row.cells }
  if (row.subject === '') {
    for (const sentence of sentences(text))
      for (const { statement: read } of reader.read(sentence.text, statement.done))
        yield {
          ...read,
          cells: row.cells,
          line: statement.line,
          section: statement.section,
          checked: statement.checked,
        }
    return
  }
  const subject = plainText(row.subject)
  const bare = withoutCode(subject)
  const label = normalise(subject)
  const value = text
  const whole = `${subject}: ${text}`
  if (!/^to-?\s?do$/i.test(text) && moodOf(withoutCode(text)).mood !== 'claim') return
  yield { ...statement, text: whole, label, value, norm: isOrder(bare) ? normalise(value) : normalise(whole) }
}

function newlinesBefore(text: string, end: number): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}
