import type { Place } from '../finding.ts'

export interface JsonDocument {
  /** undefined when there is an issue. */
  value: unknown
  issue: { message: string; place: Place } | null
  /** Where the value at a JSON pointer stands; the nearest parent when it is missing. Offsets of the text given. */
  placeOf(pointer: string): Place
}

/** Deeper nesting than this is an attack, not a todo list. */
const MAX_DEPTH = 64

class JsonProblem extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** Strict JSON (RFC 8259) with positions, which JSON.parse does not give. */
export function parseJson(text: string): JsonDocument {
  const places = new Map<string, Place>()
  const placeOf = (pointer: string): Place => {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const place = places.get(at)
      if (place || at === '') return place ?? { start: 0, end: 0 }
    }
  }
  try {
    const reader = new JsonReader(text, places)
    return { value: reader.document(), issue: null, placeOf }
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error
    const start = Math.min(error.at, Math.max(0, text.length - 1))
    return { value: undefined, issue: { message: error.message, place: { start, end: start + 1 } }, placeOf }
  }
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const LITERALS: readonly [string, unknown][] = [
  ['true', true],
  ['false', false],
  ['null', null],
]

class JsonReader {
  private at = 0
  private readonly text: string
  private readonly places: Map<string, Place>

  constructor(text: string, places: Map<string, Place>) {
    this.text = text
    this.places = places
  }

  document(): unknown {
    const value = this.value('', 0)
    this.space()
    if (this.at < this.text.length) throw new JsonProblem(`text after the end of the value`, this.at)
    return value
  }

  private value(pointer: string, depth: number): unknown {
    if (depth > MAX_DEPTH) throw new JsonProblem(`nesting deeper than ${MAX_DEPTH} levels`, this.at)
    this.space()
    const start = this.at
    const value = this.anyValue(pointer, depth)
    this.places.set(pointer, { start, end: this.at })
    return value
  }

  private anyValue(pointer: string, depth: number): unknown {
    const char = this.text[this.at]
    if (char === '[') return this.list(pointer, depth)
    if (char === '{') return this.map(pointer, depth)
    if (char === '"') return this.string()
    for (const [word, value] of LITERALS) if (this.take(word)) return value
    const number = this.match(NUMBER)
    if (number !== null) return Number(number)
    if (char === undefined) throw new JsonProblem('end of the text where a value should stand', this.at)
    throw new JsonProblem(char === "'" ? 'single quotes' : `\`${char}\` where a value should stand`, this.at)
  }

  private list(pointer: string, depth: number): unknown[] {
    const items: unknown[] = []
    this.at += 1
    this.space()
    if (this.take(']')) return items
    for (;;) {
      items.push(this.value(`${pointer}/${items.length}`, depth + 1))
      this.space()
      if (this.take(']')) return items
      this.comma(']')
    }
  }

  private map(pointer: string, depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = []
    this.at += 1
    this.space()
    if (this.take('}')) return {}
    for (;;) {
      this.space()
      if (this.text[this.at] !== '"') throw new JsonProblem('a key without double quotes', this.at)
      const key = this.string()
      this.space()
      if (!this.take(':')) throw new JsonProblem(`a key without \`:\` after it`, this.at)
      entries.push([key, this.value(`${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`, depth + 1)])
      this.space()
      if (this.take('}')) return Object.fromEntries(entries)
      this.comma('}')
    }
  }

  private comma(close: string): void {
    const at = this.at
    if (!this.take(',')) throw new JsonProblem(`a missing \`,\` or \`${close}\``, Math.max(0, at))
    this.space()
    if (this.text[this.at] === close) throw new JsonProblem(`a comma before \`${close}\``, at)
  }

  private string(): string {
    const source = this.match(STRING)
    if (source === null) throw new JsonProblem('a string that is not closed or holds a bad escape', this.at)
    return JSON.parse(source) as string
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at += 1
  }

  private take(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false
    this.at += word.length
    return true
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? null
    if (found !== null) this.at += found.length
    return found
  }
}
