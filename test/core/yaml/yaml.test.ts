import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseYaml, stringifyYaml } from '../../../src/core/yaml.ts'

describe('values', () => {
  it.each([
    ['words stay words', 'no', 'no'],
    ['dates stay text', '2026-03-02', '2026-03-02'],
    ['an empty text', '', undefined],
    ['null', 'x: null', { x: null }],
    ['a block', 'x: |-\n  a\n  b', { x: 'a\nb' }],
    ['a key that is no key', '__proto__: 1', { ['__proto__']: 1 }],
  ])('%s', (_, text, value) => {
    expect(parseYaml(text).value).toEqual(value)
  })

  it.each([
    ['two documents', 'a: 1\n---\nb: 2'],
    ['a tab', 'a:\n\tb: 1'],
    ['a key twice', 'a: 1\na: 2'],
    ['an open quote', 'a: "b'],
    ['a tag that would build something', 'a: !!js/function x'],
    ['an alias to nothing', 'a: *b'],
    ['merged keys', 'a: &x {b: 1}\nc:\n  <<: *x'],
  ])('refuses %s, with its place', (_, text) => {
    const { value, issues } = parseYaml(text)
    const merged = text.includes('<<')
    expect(merged ? (value as { c: unknown }).c : value).toEqual(merged ? { '<<': { b: 1 } } : undefined)
    if (merged) return
    expect(issues).toHaveLength(1)
    expect(issues[0]!.place.start).toBeLessThanOrEqual(text.length)
  })
})

describe('places', () => {
  const text = 'a: 1\nlist:\n  - name: x\n    deep: {k: "v"}\n  - y\nb/c: 2\n'
  const { placeOf } = parseYaml(text)
  const at = (pointer: string) => text.slice(placeOf(pointer).start, placeOf(pointer).end)

  it.each([
    ['/a', 'a: 1'],
    ['/list/0/name', 'name: x'],
    ['/list/0/deep/k', 'k: "v'],
    ['/list/1', 'y'],
    ['/b~1c', 'b/c: 2'],
  ])('%s', (pointer, words) => {
    expect(at(pointer)).toBe(words)
  })

  it('of what is missing are those of its parent', () => {
    expect(placeOf('/list/0/gone/deeper')).toEqual(placeOf('/list/0'))
  })
})

describe('any text', () => {
  it('is read or refused, never thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), text => {
        const { issues, placeOf } = parseYaml(text)
        for (const { place } of issues) expect(place.end).toBeLessThanOrEqual(text.length)
        expect(placeOf('/x').start).toBeLessThanOrEqual(text.length)
      }),
    )
  })

  it('comes back the same when it is written', () => {
    const json = fc.object({
      key: fc.string({ minLength: 1 }),
      values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)],
      maxDepth: 3,
    })
    fc.assert(
      fc.property(json, value => {
        expect(parseYaml(stringifyYaml(value)).value).toEqual(value)
      }),
    )
  })
})
