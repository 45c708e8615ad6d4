import type { HandoffDocument } from '../document.ts'
import { placeOf } from '../document.ts'
import type { Place } from '../finding.ts'
import { perDocument } from './per-document.ts'

export const CALL_NAMES = ['Skill', 'Read', 'TodoWrite'] as const
export type CallName = (typeof CALL_NAMES)[number]

export interface CallArgument {
  kind: 'string' | 'list' | 'other'
  /** Content of a string without quotes and escapes; source text otherwise. */
  value: string
  place: Place
  /** Offset in the document of an offset in a list's text. */
  at(offset: number): number
}

/** `Skill("name", "args")` as it stands in code. */
export interface Call {
  name: CallName
  args: CallArgument[]
  place: Place
  /** Number of the section it stands in. */
  section: string | null
  /** Why it can't be carried out as it stands; null when it can. */
  problem: { message: string; place: Place } | null
}

/** Every call in fences and inline code, in document order. Comment lines (`# …`) are not calls. */
export const findCalls = perDocument((document): Call[] => {
  const calls: Call[] = []
  for (const fence of document.fences)
    for (const call of scan(fence.value)) calls.push(move(call, offset => fence.at(offset), fence.section))
  for (const node of document.nodes('inlineCode')) {
    if (!node.value.includes('(')) continue
    const { start, end } = placeOf(node)
    const shift = start + document.text.slice(start, end).indexOf(node.value)
    const section = document.sectionAt(start)?.id ?? null
    for (const call of scan(node.value)) calls.push(move(call, offset => shift + offset, section))
  }
  return calls.sort((a, b) => a.place.start - b.place.start)
})

/** Calls of one name in one section. */
export function callsIn(document: HandoffDocument, section: string, name: CallName): Call[] {
  return findCalls(document).filter(call => call.section === section && call.name === name)
}

function move(call: Call, at: (offset: number) => number, section: string | null): Call {
  const place = ({ start, end }: Place): Place => ({ start: at(start), end: at(end) })
  return {
    ...call,
    section,
    place: place(call.place),
    args: call.args.map(arg => ({ ...arg, place: place(arg.place), at: offset => at(arg.place.start + offset) })),
    problem: call.problem && { ...call.problem, place: place(call.problem.place) },
  }
}

const START = /(?<![\w.])(Skill|Read|TodoWrite)[ \t]*\(/g

/** Calls in a piece of code; offsets are those of the code. */
export function scan(code: string): Call[] {
  const calls: Call[] = []
  const pattern = new RegExp(START)
  for (let match = pattern.exec(code); match; match = pattern.exec(code)) {
    if (isComment(code, match.index)) continue
    const call = readCall(code, match[1] as CallName, match.index, pattern.lastIndex)
    calls.push(call)
    pattern.lastIndex = call.place.end
  }
  return calls
}

function isComment(code: string, at: number): boolean {
  const before = code.slice(code.lastIndexOf('\n', at) + 1, at)
  return /^\s*(?:#|\/\/)|\s#\s/.test(before.slice(0, 400))
}

function readCall(code: string, name: CallName, start: number, open: number): Call {
  const call: Call = { name, args: [], place: { start, end: open }, section: null, problem: null }
  let at = open
  const space = () => {
    while (/\s/.test(code[at] ?? '')) at += 1
  }
  const fail = (message: string, from: number): Call => {
    call.problem = { message, place: { start: from, end: Math.min(from + 1, code.length) } }
    call.place.end = Math.max(at, open)
    return call
  }
  space()
  if (code[at] === ')') return { ...call, place: { start, end: at + 1 } }
  for (;;) {
    space()
    const arg = readArgument(code, at)
    if ('message' in arg) return fail(arg.message, arg.at)
    call.args.push(arg)
    at = arg.place.end
    space()
    if (code[at] === ')') return { ...call, place: { start, end: at + 1 } }
    if (code[at] !== ',') return fail('a missing `,` or `)`', Math.min(at, Math.max(0, code.length - 1)))
    at += 1
  }
}

function readArgument(code: string, at: number): CallArgument | { message: string; at: number } {
  const char = code[at]
  if (char === undefined) return { message: 'a call that is not closed', at: Math.max(0, at - 1) }
  if (char === '"' || char === "'") return readString(code, at, char)
  if (char === '[' || char === '{') return readNested(code, at)
  if (char === ')' || char === ',') return { message: 'an empty argument', at }
  let end = at
  while (end < code.length && !/[,)\n]/.test(code[end]!)) end += 1
  return argument('other', code.slice(at, end).trim(), at, end)
}

function argument(kind: CallArgument['kind'], value: string, start: number, end: number): CallArgument {
  return { kind, value, place: { start, end }, at: offset => start + offset }
}

function readString(code: string, start: number, quote: string): CallArgument | { message: string; at: number } {
  let value = ''
  for (let at = start + 1; at < code.length; at += 1) {
    const char = code[at]!
    if (char === '\n') break
    if (char === quote) return argument('string', value, start, at + 1)
    if (char === '\\') at += 1
    value += code[at] ?? ''
  }
  return { message: 'a string that is not closed', at: start }
}

/** Runs to the bracket that closes the first one; brackets inside strings do not count. */
function readNested(code: string, start: number): CallArgument | { message: string; at: number } {
  let depth = 0
  let quoted = false
  for (let at = start; at < code.length; at += 1) {
    const char = code[at]!
    if (quoted) {
      if (char === '\\') at += 1
      else if (char === '"' || char === '\n') quoted = false
    } else if (char === '"') quoted = true
    else if (char === '[' || char === '{') depth += 1
    else if (char === ']' || char === '}') {
      depth -= 1
      if (depth === 0) return argument('list', code.slice(start, at + 1), start, at + 1)
    }
  }
  return { message: 'a list that is not closed', at: start }
}
