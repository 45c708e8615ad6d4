import { type HandoffDocument, placeOf } from '../document.ts'
import type { Place } from '../finding.ts'

/** Words of the format's own template that stand in brackets; alone in brackets they are never content. */
const TEMPLATE_WORDS = new Set(
  `action action1 action2 arch decisions|args|big picture|blocker1|branch|changes|check|command|context text|critical-file|current state|
  current task|decision|defines|design|develop|doing task|error|exact resume args|exact wording|exists|fix|from yaml|gate|hash|how|how resolved|
  how verified|id|iso|list|m|message|milestone|n|n-1|1-n|name|path|pattern|pattern1|pattern2|per plan|persona|persona text|phase n|position|
  rationale|reason|result|run|section1|sections|skill|skill-name|summary|task|timestamp|todo1|todo2|undertow text|usage|user|uuid|what|why|work|x-y|
  file x|file y|absolute path|placeholder|placeholders|date|one line summary|original request in brief|true|yaml|number|count|value|your answer`
    .split(/[|\n]/)
    .map(word => word.trim())
    .filter(Boolean),
)

/** Openings of real remarks in brackets: `[no changes]`, `[masked]`, `[truncated at 2,000 lines]`. */
const REMARK =
  /^(?:no|not|none|masked|truncated|see|sic|cut|redacted|omitted|unchanged|same|and|skipped|image|request)\b/i

/** A sentence-like description in lower case, a file path of the template, or a choice such as `a|b` and `PASSED/FAILED`. */
const DESCRIPTION = /^[a-z][\w'-]*(?:[ /,+]+[\w'-]+)+$/
const CHOICE = /^[\w .-]{1,40}(?:\|[\w .-]{1,40})+$|^[A-Z_]{2,20}(?:\/[A-Z_]{2,20})+$/
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

const BRACKETS = /(?<![\\!\]\w/])\[([^[\]\n]{1,120})\](?![([:/])/g
const PHASE = /\b(?:Phase|Task|Step|batch)\s?\[([A-Z](?:-1)?)\]/g
const ANGLES = /(?<![\w\\)\]<])<([a-z][^<>\n]{0,120})>(?!\()/g
const PATHS = /(?<![\w/])\/(?:absolute\/path|path\/to|absolute\/path\/to)\/[\w./-]*/g

/** Everything in a document that still waits to be filled in. */
export function findPlaceholders(document: HandoffDocument): Placeholder[] {
  const found: Placeholder[] = []
  const elements = new Set([...document.text.matchAll(/<\/([a-z][\w-]{0,60})>/g)].map(match => match[1]!))
  const look = (value: string, at: (offset: number) => number, code: boolean, yaml: boolean) => {
    const quoting = code || QUOTING.test(document.sectionAt(at(0))?.id ?? '')
    for (const match of matches(value, quoting, yaml, elements))
      found.push({ text: match[0], place: { start: at(match.index), end: at(match.index + match[0].length) } })
  }
  for (const type of ['text', 'html', 'inlineCode'] as const)
    for (const node of document.nodes(type)) {
      const { start, end } = placeOf(node)
      if (type === 'html' && node.value.startsWith('<!--')) continue
      look(document.text.slice(start, end), offset => start + offset, type === 'inlineCode', false)
    }
  for (const fence of document.fences)
    look(fence.value, offset => fence.at(offset), true, fence.lang === 'yaml' || fence.lang === 'yml')
  return found.sort((a, b) => a.place.start - b.place.start)
}

function matches(value: string, quoting: boolean, yaml: boolean, elements: ReadonlySet<string>): RegExpExecArray[] {
  const brackets = [...value.matchAll(BRACKETS)].filter(
    match => isPlaceholder(match[1]!, quoting) && (!yaml || fillsYaml(value, match)),
  )
  const angles = [...value.matchAll(ANGLES)].filter(
    match => isAnglePlaceholder(match[1]!) && !elements.has(match[1]!.split(/[\s/]/)[0]!),
  )
  return [...brackets, ...angles, ...value.matchAll(PHASE), ...value.matchAll(PATHS)]
}

/** In YAML, brackets are lists as well: a placeholder fills a string, or stands as a value on its own. */
function fillsYaml(value: string, match: RegExpExecArray): boolean {
  const before = value[match.index - 1]
  if (before === '"' || before === "'") return true
  const after = value[match.index + match[0].length] ?? '\n'
  return before === ' ' && /\s/.test(after) && (/^(?:\d-)?[NM]$/.test(match[1]!) || match[1]!.includes('|'))
}
