/** A call as a prompt of the pack writes it: `mcp__midstride__update_task(id="<task-id>", body="…")`. */
export interface WrittenCall {
  file: string
  line: number
  tool: string
  input: Record<string, unknown>
}

/** What a model would put where the prompt leaves a blank. */
export type Blanks = (blank: string, key: string) => unknown

const CALL = /\bmcp__midstride__(\w+)\(/g

/** Every call that a prompt writes out, its blanks filled in. */
export function writtenCalls(file: string, text: string, fill: Blanks): WrittenCall[] {
  return [...text.matchAll(CALL)].map(match => {
    const start = match.index + match[0].length
    const line = text.slice(0, match.index).split('\n').length
    return { file, line, tool: match[1]!, input: readArguments(text.slice(start, endOf(text, start)), fill) }
  })
}

/** Where the parenthesis closes that was opened just before `from`; those inside strings do not count. */
function endOf(text: string, from: number): number {
  let quoted = false
  let depth = 1
  for (let i = from; i < text.length; i += 1) {
    const char = text[i]
    if (quoted && char === '\\') i += 1
    else if (char === '"') quoted = !quoted
    else if (!quoted && char === '(') depth += 1
    else if (!quoted && char === ')') depth -= 1
    if (depth === 0) return i
  }
  throw new Error(`a call is never closed: ${text.slice(from, from + 80)}`)
}

const ARGUMENT = /(\w+)=("(?:[^"\\]|\\.)*"|\[[^\]]*\]|\{[^}]*\}|<[^>]*>|…|[\w.]+)/g

function readArguments(text: string, fill: Blanks): Record<string, unknown> {
  return Object.fromEntries(
    [...text.matchAll(ARGUMENT)].map(([, key, value]) => [
      key!,
      /^["[{\d]/.test(value!) ? fillStrings(JSON.parse(value!), key!, fill) : fill(value!, key!),
    ]),
  )
}

function fillStrings(value: unknown, key: string, fill: Blanks): unknown {
  if (typeof value === 'string')
    return /^<[^<>]*>$/.test(value) ? fill(value, key) : value.replace(/<[^<>]*>/g, blank => String(fill(blank, key)))
  if (Array.isArray(value)) return value.map(item => fillStrings(item, key, fill))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fillStrings(inner, name, fill)]))
}
