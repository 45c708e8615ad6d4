import { type Cell, defineClaimKind, type Judgement, type Statement } from '../core/claim.ts'
import type { WordHit } from '../core/evidence.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { codeSpans } from '../core/statements/inline.ts'
import { committedLater } from './_aging.ts'
import { contradicted, pointer, stale, unsupported, verified } from './_judge.ts'
import { asPath, pathsIn, samePath } from './_paths.ts'
import { defines, isCode } from './_symbols.ts'
import { localPath } from './_trace.ts'

interface SymbolWords {
  name: string
  act: 'there' | 'gone'
  /** File it is said to be in. */
  path: string | null
  /** New name of a renamed symbol. */
  to: string | null
  /** "implemented", "written": a use of the name is no proof. */
  made: boolean
}

const THING =
  '(?:functions?|methods?|class(?:es)?|types?|interfaces?|constants?|consts?|hooks?|helpers?|components?|enums?|structs?|traits?|macros?|variables?|modules?|symbols?|exports?|fields?|propert(?:y|ies)|handlers?|middlewares?|decorators?|utilit(?:y|ies)|utils?|wrappers?|validators?|parsers?|reducers?|selectors?|tables?|members?|getters?|setters?|services?|errors?|exceptions?|guards?|factor(?:y|ies)|builders?|adapters?|schemas?|models?|routes?|callbacks?|generics?|fixtures?)'
const ADDED = '(?:added|implemented|created|introduced|wrote|written|defined|exported|extracted|built|declared|new)'
const REMOVED = '(?:removed|deleted|dropped|got rid of|eliminated)'
const EXISTS =
  '(?:exists?|is (?:the|a|our) new (?:function|helper|class|method|hook|type|constant|component)|is (?:now )?(?:there|in place|defined|exported|implemented|available|present)|was (?:added|implemented|created|introduced|extracted|exported|defined|written)|has been (?:added|implemented|created|introduced|extracted|exported|defined|written)|(?:now )?(?:lives|sits|stands|is located|is found|is defined|is)(?= in\\b)|is exported(?= by\\b)|is added|is implemented|: (?:added|implemented|done|created))'
const GONE =
  '(?:is gone|no longer exists|was (?:removed|deleted|dropped)|has been (?:removed|deleted|dropped)|is removed|removed|deleted|does not exist)'

/** `§n§` stands for the n-th code span. */
const PATTERNS: {
  act: SymbolWords['act']
  rename?: true /** Only of a file that is named. */
  inside?: true
  pattern: RegExp
}[] = [
  {
    act: 'there',
    rename: true,
    pattern: new RegExp(`\\brenamed (?:the )?(?:${THING} )?§(\\d+)§ (?:to|into|->|→|as) §(\\d+)§`, 'i'),
  },
  {
    act: 'gone',
    pattern: new RegExp(
      `\\b${REMOVED} (?:the |an |a |unused |old |dead |legacy |deprecated |private |obsolete )*(?:${THING} )?§(\\d+)§`,
      'i',
    ),
  },
  { act: 'gone', pattern: new RegExp(`§(\\d+)§ (?:${THING} )?${GONE}\\b`, 'i') },
  {
    act: 'there',
    pattern: new RegExp(
      `\\b${ADDED} (?:the |an |a |new |small |private |public |shared |pure |static |generic |exported |async |own |missing |also |both |its )*(?:\\w+ )?(?:${THING}:? )?(?:called |named )?§(\\d+)§`,
      'i',
    ),
  },
  { act: 'there', pattern: new RegExp(`§(\\d+)§ (?:${THING} )?(?:${EXISTS})(?![\\w-])`, 'i') },
  {
    act: 'there',
    inside: true,
    pattern: new RegExp(
      `\\b(?:exposes?|exports?|provides?|contains?|defines?|has) (?:the |an |a |new |own |its |both )*(?:${THING}:? )?(?:called |named )?§(\\d+)§`,
      'i',
    ),
  },
  { act: 'there', pattern: new RegExp(`\\bnew (?:\\w+ )?${THING} §(\\d+)§`, 'i') },
  {
    act: 'there',
    pattern: new RegExp(
      `\\b(?:there (?:is|are)(?: now)?|we(?: now)? have) (?:an? |the |new |small )*§(\\d+)§(?= ${THING}\\b)`,
      'i',
    ),
  },
  { act: 'there', inside: true, pattern: new RegExp(`^the §(\\d+)§(?= ${THING} (?:\\w+s|takes care)\\b)`, 'i') },
]
/** "a `forbidigo` linting rule" is about a rule; the name only qualifies it. */
const STANDS_ALONE = new RegExp(
  `^(?:\\([^()]{0,80}\\))?(?:$|[.,;:)!?]|\\s*(?:§|[-–—(+&|/])|\\s(?:${THING}|enum|method|in|to|for|with|as|on|at|that|which|so|and|from|into|by|using|via|per|inside|under|alongside|next|it|now|is|was|has|takes?|returns?|handles?|methods?|after|before|when|where|because|since)\\b)`,
  'i',
)
const IDENTIFIER =
  /^(?:[A-Za-z_$@][\w$]*(?:(?:\.|::|#|->)[A-Za-z_$][\w$]*){0,4})(?:\(\s*[^()]{0,80}\))?(?:<[^>]{0,40}>)?!?$/
/** Words in backticks that are no names in code. */
const NO_NAME =
  /^(?:main|master|true|false|null|undefined|none|todo|done|npm|git|node|pytest|string|number|boolean|any|void|int|str|bool|yes|no|on|off|dev|prod|test|tests|src|readme|origin|head|json|yaml|md)$/i

export default defineClaimKind({
  id: 'symbol',
  summary: 'functions, classes, types and other names that exist, were added, renamed or removed',
  find(statement) {
    if (statement.open || statement.text.length > 700 || !statement.text.includes('`')) return []
    return readSymbols(statement).map(words => ({
      kind: 'symbol',
      text: statement.text,
      line: statement.line,
      data: { ...words },
    }))
  },
  lookups: claim => {
    const { name, path, to } = claim.data as unknown as SymbolWords
    return {
      words: to ? [lastPart(name), lastPart(to)] : [lastPart(name)],
      ...(path && { paths: [path], contents: [path] }),
    }
  },
  judge(claim, evidence) {
    const words = claim.data as unknown as SymbolWords
    if (!words.to) return words.act === 'there' ? judgeThere(words, evidence) : judgeGone(words, evidence)
    const after = judgeThere({ ...words, name: words.to }, evidence)
    if (after.verdict !== 'verified') return after
    const before = definitions(lastPart(words.name), evidence)
    return before && before.length > 0 ? contradicted(at(before[0]!)) : after
  },
})

const lastPart = (name: string) => name.split(/\.|::|#|->/).at(-1)!

function readSymbols(statement: Statement): SymbolWords[] {
  const spans = codeSpans(statement.text)
  let index = 0
  const marked = statement.text.replace(/`[^`\n]{1,300}`/g, () => `§${index++}§`)
  if (/\bnot\b|n't\b|\bnever\b/i.test(marked)) return []
  if (statement.cells) return symbolRow(statement.cells)
  const path = pathsIn(statement.text)[0]?.path ?? null
  for (const { act, rename, inside, pattern } of PATTERNS) {
    if (inside && path === null) continue
    const match = pattern.exec(marked)
    if (!match || (act === 'there' && !rename && !STANDS_ALONE.test(marked.slice(match.index + match[0].length))))
      continue
    const names = rename ? [match[1]!] : listFrom(marked, match.index + match[0].length, Number(match[1]))
    const found = names.map(at => nameOf(spans[Number(at)] ?? '')).filter(name => name !== null)
    const to = rename ? nameOf(spans[Number(match[2])] ?? '') : null
    if (found.length === 0 || (rename && !to)) continue
    const made =
      act === 'there' &&
      (/\b(?:implemented|written|wrote|defined|introduced)\b/i.test(match[0]) ||
        (/\b(?:added|created)\b/i.test(match[0]) && (spans[Number(match[1])] ?? '').endsWith('()')))
    return found.map(name => ({ name, act, path, to, made }))
  }
  return []
}

const SYMBOL_COLUMN = /^(?:symbol|function|class|type|export|method|component|constant|hook)s?$/
const PLACE_COLUMN = /^(?:file|path|location|module|where|defined in|lives in)$/

/** A row of names and the files they are in. */
function symbolRow(cells: Cell[]): SymbolWords[] {
  const [span] = codeSpans(cells.find(cell => SYMBOL_COLUMN.test(cell.header))?.text ?? '')
  const name = span ? nameOf(span) : null
  const path = pathsIn(cells.find(cell => PLACE_COLUMN.test(cell.header))?.text ?? '')[0]?.path ?? null
  return name && path ? [{ name, act: 'there', path, to: null, made: false }] : []
}

/** "`a`, `b` and `c`": the names that follow the first. */
function listFrom(marked: string, end: number, first: number): string[] {
  const names = [String(first)]
  const more = /^(?:\([^()]{0,40}\))?(?:,? and |, | & )§(\d+)§/
  let rest = marked.slice(end)
  for (let match = more.exec(rest); match && names.length < 10; match = more.exec(rest)) {
    names.push(match[1]!)
    rest = rest.slice(match[0].length)
  }
  return names
}

function nameOf(span: string): string | null {
  if (!IDENTIFIER.test(span) || asPath(span)) return null
  const name = span
    .replace(/[(<].*$/, '')
    .replace(/[!$@]$/, '')
    .replace(/^@/, '')
  const last = lastPart(name)
  if (last.length < 3 || NO_NAME.test(name) || /^[0-9a-f]{6,40}$/.test(name)) return null
  return /^[a-z]+$/.test(name) && !span.includes('(') && name.length < 5 ? null : name
}

const at = (hit: WordHit) => pointer(`${hit.path}:${hit.line}`, hit.text)

/** Definitions of a name in code; null when nobody looked. */
function definitions(name: string, evidence: Evidence): WordHit[] | null {
  const hits = evidence.world?.find(name)
  return hits ? hits.filter(hit => isCode(hit.path) && defines(hit, name)) : null
}

function judgeThere({ name: full, path, made }: SymbolWords, evidence: Evidence): Judgement {
  const name = lastPart(full)
  const hits = evidence.world?.find(name)?.filter(hit => isCode(hit.path))
  if (!hits) return unsupported()
  const local = path ? localPath(path, evidence) : null
  const inFile = local ? hits.filter(hit => samePath(hit.path, local)) : hits
  const defined = inFile.find(hit => defines(hit, name))
  if (defined) return verified(at(defined))
  const elsewhere = hits.find(hit => defines(hit, name))
  const later = local && inFile.length === 0 ? committedLater(local, evidence) : null
  if (later) return stale(pointer(name, `${name} is not in ${local}`), later)
  const [use] = inFile
  if (use) {
    if (!made) return verified(at(use))
    if (elsewhere) return unsupported(at(elsewhere))
    const called = new RegExp(`(?<![\\w.$])${name.replace(/\$/g, '\\$')}\\(`)
    return hits.length < 50 && hits.every(hit => called.test(hit.text)) ? contradicted(at(use)) : unsupported(at(use))
  }
  if (hits.length >= 50) return unsupported()
  if (local && evidence.world!.exists(local) !== 'file' && evidence.world!.matching(local).length === 0)
    return elsewhere ? unsupported(at(elsewhere)) : gone(name, evidence)
  if (elsewhere) return local ? wrongPlace(elsewhere, evidence) : verified(at(elsewhere))
  return hits.length > 0 && local ? unsupported(at(hits[0]!)) : gone(name, evidence)
}

/** Said to be in one file, defined in another. */
const wrongPlace = (hit: WordHit, evidence: Evidence): Judgement =>
  evidence.session ? contradicted(at(hit)) : unsupported(at(hit))

/** Nowhere in the project. */
function gone(name: string, evidence: Evidence): Judgement {
  const { session, repository } = evidence
  if (session?.gitBranch && repository?.branch && session.gitBranch !== repository.branch) return unsupported()
  return contradicted(pointer(name, `${name} is nowhere in the project's code`))
}

function judgeGone(words: SymbolWords, evidence: Evidence): Judgement {
  const name = lastPart(words.name)
  const hits = evidence.world?.find(name)?.filter(hit => isCode(hit.path))
  if (!hits) return unsupported()
  const local = words.path ? localPath(words.path, evidence) : null
  const inFile = local ? hits.filter(hit => samePath(hit.path, local)) : hits
  if (inFile.length === 0)
    return local || hits.length === 0
      ? verified(pointer(name, `${name} is not ${local ? `in ${local}` : 'in the project'}`))
      : unsupported()
  const still = inFile.find(hit => defines(hit, name))
  return still ? contradicted(at(still)) : unsupported(at(inFile[0]!))
}
