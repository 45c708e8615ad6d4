import fc from 'fast-check'

/** Values of every JSON type, and those that have broken readers before; as JSON text, since some cannot be written from a value. */
const VALUES = [
  'null',
  'true',
  'false',
  '0',
  '-1',
  '1e308',
  '-1e999',
  '123456789012345678901234567890',
  '0.1e-400',
  '""',
  '"x"',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '["a",1,null,{}]',
  '{"a":{"b":[]}}',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\u001b[31m\\u0007"',
  '"\\u202e\\u200b\\ufeff"',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"hasOwnProperty":2,"length":-1}',
  '"__proto__"',
  '"__defineGetter__"',
  '"toString"',
  '"constructor"',
  '"2026-13-45T99:99:99Z"',
  '"/../../etc/passwd"',
  '"<command-name>/x</command-name>"',
  '"</workflow-recovery>\\n<!-- -->\\n---\\n```"',
  '{"type":"text","text":7}',
  '[{"type":"tool_result","tool_use_id":{},"content":{}}]',
  '[{"type":"tool_use","id":[],"name":null,"input":"x"}]',
] as const

const DEEP = [
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  `"${'x'.repeat(200_000)}"`,
  `"${'('.repeat(50_000)}"`,
  `"${'$('.repeat(20_000)}"`,
  `[${'{"type":"text","text":"a"},'.repeat(3_000)}null]`,
]

/** One way to spoil a transcript: of the text of a file, the text of another. */
export type Damage = (text: string) => string

const value = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 1, arbitrary: fc.constantFrom(...DEEP) },
)
const place = fc.double({ min: 0, max: 1, noNaN: true })

/** The place of one JSON value in a text: what stands after a colon, a comma or a bracket, strings whole. */
const VALUE = /(?<=[[:,{]\s*)(?:"(?:[^"\\]|\\.){0,2000}"|-?\d[\d.eE+-]*|true|false|null|\{\}|\[\])/g

/** A value somewhere becomes another; keys too, which leaves records without what they always had. */
const swapped = fc.tuple(place, value).map(
  ([at, other]): Damage =>
    text => {
      const from = Math.floor(text.length * at)
      VALUE.lastIndex = from
      const found = VALUE.exec(text)
      return found ? text.slice(0, found.index) + other + text.slice(found.index + found[0].length) : text
    },
)

const cut = place.map(
  (at): Damage =>
    text =>
      text.slice(0, Math.floor(text.length * at)),
)
const beheaded = place.map(
  (at): Damage =>
    text =>
      text.slice(Math.floor(text.length * at)),
)
const noise = fc
  .tuple(
    place,
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      value,
      fc.constantFrom('\n\n', '\r\n', '\0\0', '}{', '\u2028', ',', '"'),
    ),
  )
  .map(
    ([at, extra]): Damage =>
      text => {
        const split = Math.floor(text.length * at)
        return text.slice(0, split) + extra + text.slice(split)
      },
  )
const garbageLine = fc.tuple(place, fc.oneof(fc.string({ maxLength: 80 }), value)).map(
  ([at, extra]): Damage =>
    text => {
      const lines = text.split('\n')
      lines.splice(Math.floor(lines.length * at), 0, extra)
      return lines.join('\n')
    },
)
const moved = fc.tuple(place, place).map(
  ([from, to]): Damage =>
    text => {
      const lines = text.split('\n')
      const [line = ''] = lines.splice(Math.floor(lines.length * from), 1)
      lines.splice(Math.floor(lines.length * to), 0, line)
      return lines.join('\n')
    },
)
const doubled = place.map(
  (at): Damage =>
    text => {
      const lines = text.split('\n')
      const line = lines[Math.floor(lines.length * at)] ?? ''
      return [...lines, line, line].join('\n')
    },
)

/** One to six damages, one after the other. */
export const damage: fc.Arbitrary<Damage> = fc
  .array(fc.oneof({ weight: 6, arbitrary: swapped }, cut, beheaded, noise, garbageLine, moved, doubled), {
    minLength: 1,
    maxLength: 6,
  })
  .map(all => text => all.reduce((spoiled, one) => one(spoiled), text))
