import { type HandoffDocument, placeOf } from '../document.ts'
import type { Place } from '../finding.ts'
import { findCalls } from './calls.ts'
import { demandedPaths } from './paths.ts'
import { perDocument } from './per-document.ts'
import { type Piece, pieceOf, proseOf } from './prose.ts'
import { isRecord, stateOf } from './state.ts'
import { todoList } from './todos.ts'

/** Words of the format's own template that stand in brackets; alone in brackets they are never content. */
const TEMPLATE_WORDS = new Set(
  `action|action1|action2|arch decisions|args|big picture|blocker1|branch|changes|check|command|context text|critical-file|current state|
  current task|decision|defines|design|develop|doing task|error|exact resume args|exact wording|exists|fix|from yaml|gate|hash|how|how resolved|
  how verified|id|iso|list|m|message|milestone|n|n-1|1-n|name|path|pattern|pattern1|pattern2|per plan|persona|persona text|phase n|position|
  rationale|reason|result|run|section1|sections|skill|skill-name|summary|task|timestamp|todo1|todo2|undertow text|usage|user|uuid|what|why|work|x-y|
  file x|file y|files|tool|phase|absolute path|placeholder|placeholders|date|one line summary|original request in brief|true|yaml|number|count|value|your answer`
    .split(/[|\n]/)
    .map(word => word.trim())
    .filter(Boolean),
)

/** Openings of real remarks in brackets: `[no changes]`, `[masked]`, `[truncated at 2,000 lines]`. */
const REMARK =
  /^(?:no|not|none|masked|truncated|see|sic|cut|redacted|omitted|unchanged|same|and|skipped|image|request)\b/i

/** A sentence-like description in lower case, a file path of the template, or a choice such as `a|b` and `PASSED/FAILED`. */
const DESCRIPTION = /^[a-z][\w'-]*(?:(?:[ /,+]+|: )[\w'-]+)+(?:,? or "[\w/ ]{1,20}")?$/
const CHOICE =
  /^[\w .-]{1,40}(?:\|[\w .-]{1,40})+$|^[A-Z_]{2,20}(?:\/[A-Z_]{2,20})+$|^[A-Z][a-z]+(?:\/[A-Z][a-z]+)+(?: - [a-z]+)?$/
const TEMPLATE_PATH = /^\/(?:absolute\/)?path\//

/** Whether words in brackets stand for something that was to be filled in. `strict` asks for the template's own words. */
export function isPlaceholder(inner: string, strict: boolean): boolean {
  if (inner !== inner.trim() || inner.length > 120) return false
  if (TEMPLATE_WORDS.has(inner.toLowerCase()) || CHOICE.test(inner) || TEMPLATE_PATH.test(inner)) return true
  if (/^(?:ABSOLUTE|Phase|Step|Task|Structural|Functional)\b.*\b(?:path|PATH|N|M|requirement)\b/.test(inner))
    return true
  return !strict && DESCRIPTION.test(inner) && !REMARK.test(inner)
}

/** One-word names in angle brackets that no HTML element and no generic type bears. */
const ANGLE_WORDS = new Set(['date', 'id', 'name', 'path', 'description', 'type', 'reason', 'timestamp', 'placeholder'])
const ANGLE = /^[a-z][a-z0-9]*[ _/-][a-z0-9'_()|./ -]*$/

export function isAnglePlaceholder(inner: string): boolean {
  return ANGLE_WORDS.has(inner) || (inner.length <= 120 && ANGLE.test(inner) && !/[/-]$/.test(inner))
}

export interface Placeholder {
  text: string
  place: Place
}

/** Sections that quote what was said and printed: there only the template's own words count. */
const QUOTING = /^1\.(?:6|7|25)$/

const BRACKETS = /(?<![\\!\]\w/])\[[^[\]\n]{1,120}\](?![([:/])/g
const ANGLES = /(?<![\w\\)\]<])<[a-z][^<>\n]{0,120}>(?!\()/g
/** `Phase[N].Task[M]` of the resume commands. */
const PHASE = /\b(?:Phase|Task|Step|batch)\s?\[[A-Z](?:-1)?\]/g
const TEMPLATE_FILE = /^\/(?:absolute\/path|path\/to|absolute\/path\/to)\//

/**
 * Everything in a document that still waits to be filled in. In prose a placeholder may stand anywhere. In code and in the state, where
 * brackets are lists, tests and quotations as well, it fills a value of its own: a whole string, an argument, a slot of the format.
 */
export const findPlaceholders = perDocument((document): Placeholder[] =>
  [inProse, inInlineCode, inFences, inCalls, inState, inPaths]
    .flatMap(read => read(document))
    .sort((a, b) => a.place.start - b.place.start),
)

/** A piece of a text: what stands there, and where it begins. */
interface Span {
  text: string
  index: number
}

function spans(value: string, pattern: RegExp): Span[] {
  return [...value.matchAll(pattern)].map(match => {
    const text = match[1] ?? match[0]
    return { text, index: match.index + match[0].lastIndexOf(text) }
  })
}

/** One word that is all a cell, a label or an item holds: nobody writes a remark on nothing. */
const ALONE = /^\[[a-z]{3,30}\]$/

function inProse(document: HandoffDocument): Placeholder[] {
  const elements = new Set(spans(document.text, /<\/([a-z][\w-]{0,60})>/g).map(({ text }) => text))
  const isElement = (text: string) => elements.has(text.slice(1, -1).split(/[\s/]/)[0]!)
  return [...proseOf(document), ...markupOf(document)].flatMap(({ start, source, section }) => {
    const found: Span[] = []
    if (source.includes('[')) {
      const strict = QUOTING.test(section)
      const alone = !strict && ALONE.test(source.trim())
      const isGap = (inner: string) => isPlaceholder(inner, strict) || (alone && !REMARK.test(inner))
      found.push(...spans(source, BRACKETS).filter(({ text }) => isGap(text.slice(1, -1))))
    }
    if (source.includes('<'))
      found.push(
        ...spans(source, ANGLES).filter(({ text }) => isAnglePlaceholder(text.slice(1, -1)) && !isElement(text)),
      )
    return found.map(span => placed(span, offset => start + offset))
  })
}

function markupOf(document: HandoffDocument): Piece[] {
  const markup = document.nodes('html').filter(node => !node.value.startsWith('<!--'))
  return markup.map(node => pieceOf(document, node))
}

/** `/pull <task-id>` */
const CALLED = /^\/[\w:-]{1,60} (<[^<>]{1,120}>)$/g

const PIECE = '\\[[^[\\]\\n]{1,120}\\]|<[^<>\\n]{1,120}>'
const ARGUMENT = new RegExp(`--[\\w-]{1,40}[ =](${PIECE})(?=\\s|$)`, 'g')

/** Sections whose commands are run as they stand; elsewhere `--since [date]` may describe a command. */
const RUN = /^1\.(?:13|22)$/

function inInlineCode(document: HandoffDocument): Placeholder[] {
  return document.nodes('inlineCode').flatMap(node => {
    const { start, end } = placeOf(node)
    const shift = start + Math.max(0, document.text.slice(start, end).indexOf(node.value))
    const whole = isWhole(node.value) ? [{ text: node.value, index: 0 }] : spans(node.value, CALLED)
    if (RUN.test(document.sectionAt(start)?.id ?? ''))
      whole.push(...spans(node.value, ARGUMENT).filter(({ text }) => isWhole(text)))
    return whole.map(span => placed(span, offset => shift + offset))
  })
}

/** Where the format's own blocks leave something to be filled in; what else stands in them may be quoted. */
const BLOCKS: readonly (readonly [section: RegExp, pattern: RegExp])[] = [
  [/^(?:1\.19|Step 0)$/, new RegExp(`(?:# Expected: ~?|\\b(?:cd|ls|ls -la|test -f) )(${PIECE})(?=\\s|$)`, 'gm')],
  [/^1\.19$/, new RegExp(`^(${PIECE})[ \\t]+#`, 'gm')],
  [/^1\.9$/, new RegExp(`(?:^DOC|\\b(?:Completed|In-progress|Remaining|todo)): (${PIECE})(?=[\\s,]|$)`, 'gm')],
  [/^1\.1(?:\.|$)/, new RegExp(`^(?:AGENT )?(${PIECE})(?=:| \\(|$)`, 'gm')],
  [/^1\.12$/, new RegExp(`^(${PIECE})(?= #)|# Result: (${PIECE})$`, 'gm')],
]

function inFences(document: HandoffDocument): Placeholder[] {
  return document.fences.flatMap(fence =>
    BLOCKS.filter(([section]) => fence.section !== null && section.test(fence.section))
      .flatMap(([, pattern]) => spans(fence.value, pattern))
      .filter(({ text }) => isWhole(text))
      .map(span => placed(span, offset => fence.at(offset))),
  )
}

function inCalls(document: HandoffDocument): Placeholder[] {
  const skills = findCalls(document).filter(call => call.name === 'Skill' && call.section !== '1.20')
  const inside = skills.flatMap(call =>
    call.args
      .filter(({ kind, value }) => kind === 'string' && hasGap(value))
      .map(({ value, place }) => ({ text: value, place })),
  )
  const list = todoList(document)
  const todos = (list?.items ?? []).flatMap(({ value, pointer }) =>
    Object.entries(isRecord(value) ? value : {}).flatMap(([key, text]) =>
      typeof text === 'string' && isWhole(text) ? [{ text, place: list!.place(`${pointer}/${key}`) }] : [],
    ),
  )
  return [...inside, ...todos]
}

const hasGap = (text: string): boolean =>
  isWhole(text) || spans(text, PHASE).length > 0 || spans(text, ARGUMENT).some(span => isWhole(span.text))

/** Values of the state that are nothing but a placeholder; longer texts may quote one. */
function inState(document: HandoffDocument): Placeholder[] {
  const state = stateOf(document)
  if (!state || !/\[|</.test(document.state!.fence.value)) return []
  const found: Placeholder[] = []
  const visit = (value: unknown, pointer: string, key: string): void => {
    if (typeof value === 'string') {
      const gap = isWhole(value) || (/command$/.test(key) && QUOTED_GAP.test(value))
      if (gap) found.push({ text: value, place: state.place(pointer) })
    } else if (Array.isArray(value)) {
      const [only] = value
      if (value.length === 1 && typeof only === 'string' && FLOW.test(only))
        found.push({ text: `[${only}]`, place: state.place(pointer) })
      else for (const [index, item] of value.entries()) visit(item, `${pointer}/${index}`, key)
    } else if (isRecord(value))
      for (const [name, item] of Object.entries(value))
        visit(item, `${pointer}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`, name)
  }
  visit(state.value, '', '')
  return found
}

/** `Skill('[name]', '[args]')` */
const QUOTED_GAP = /\(\s*["']\[[^[\]]{1,60}\]["']/
/** `[N]`, `[1-N]`, `[true|false]`: for YAML a list of one, for the template a choice. */
const FLOW = /^(?:\d-)?[NM]$|^\w+(?:\|\w+)+$/

function inPaths(document: HandoffDocument): Placeholder[] {
  return demandedPaths(document)
    .filter(({ path }) => TEMPLATE_FILE.test(path))
    .map(({ path, place }) => ({ text: path, place }))
}

function isWhole(text: string): boolean {
  const inner = text.slice(1, -1)
  if (text.startsWith('[') && text.endsWith(']')) return !inner.includes('[') && isPlaceholder(inner, false)
  return text.startsWith('<') && text.endsWith('>') && isAnglePlaceholder(inner)
}

function placed({ text, index }: Span, at: (offset: number) => number): Placeholder {
  return { text, place: { start: at(index), end: at(index + text.length) } }
}
