import fc from 'fast-check'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

interface Manner {
  colon: string
  comma: string
  open: string
  /** Keys are written in another order, by this number. */
  turn: number
  /** A letter of every key is written as an escape. */
  escapes: boolean
}

const PACKED: Manner = { colon: ':', comma: ',', open: '', turn: 0, escapes: false }

/** The same value as any writer may put it on one line: packed as `JSON.stringify` does, with blanks, other order, escapes in keys. */
export function anySpelling(value: unknown): fc.Arbitrary<string> {
  const manner = fc.record({
    colon: fc.constantFrom(':', ':', ': ', ' : '),
    comma: fc.constantFrom(',', ',', ', ', ' ,'),
    open: fc.constantFrom('', '', ' '),
    turn: fc.constantFrom(0, 0, 0, 1, 2),
    escapes: fc.constantFrom(false, false, false, true),
  })
  return fc
    .oneof({ weight: 2, arbitrary: fc.constant(PACKED) }, manner)
    .map(chosen => spell(JSON.parse(JSON.stringify(value)) as Json, chosen))
}

function spell(value: Json, manner: Manner): string {
  const { colon, comma, open, turn, escapes } = manner
  if (Array.isArray(value)) return `[${open}${value.map(item => spell(item, manner)).join(comma)}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
  const turned = [...entries.slice(turn), ...entries.slice(0, turn)]
  const name = (key: string): string =>
    escapes && /^\w/.test(key)
      ? `"\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}"`
      : JSON.stringify(key)
  return `{${open}${turned.map(([key, item]) => `${name(key)}${colon}${spell(item!, manner)}`).join(comma)}${open}}`
}
