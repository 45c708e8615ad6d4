import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFrontmatter } from '../../src/pack/frontmatter.ts'

const canary = path.join(mkdtempSync(path.join(tmpdir(), 'midstride-canary-')), 'touched')
const payload = `(process.getBuiltinModule ? process.getBuiltinModule('node:fs') : require('fs')).writeFileSync(${JSON.stringify(canary)}, 'x')`

describe('front matter in another language', () => {
  const openings = [
    '---js',
    '--- js',
    '---\tjs',
    '---JS',
    '---javascript',
    '---JavaScript  ',
    '---coffee',
    '---cson',
    '---json',
    '---toml',
    '---json5',
    '---constructor',
    '---__proto__',
    '---toString',
    '---js ',
    '\ufeff---js',
  ]
  it.each(openings)('is refused and not run: %j', opening => {
    const read = readFrontmatter(`${opening}\n${payload}\n---\n# Body\n`)
    expect(read.state).toBe('refused')
    expect(read.issues).toHaveLength(1)
    expect(read.issues[0]).toMatchObject({ kind: 'language' })
    expect(existsSync(canary)).toBe(false)
  })

  it.each(openings)('is refused with CRLF: %j', opening => {
    expect(readFrontmatter(`${opening}\r\n${payload}\r\n---\r\nBody`).state).toBe('refused')
    expect(existsSync(canary)).toBe(false)
  })

  it('is refused without an end and without a line', () => {
    expect(readFrontmatter(`---js\n${payload}`).state).toBe('refused')
    expect(readFrontmatter('---js').issues).not.toEqual([])
    expect(existsSync(canary)).toBe(false)
  })

  it('names TOML between plus signs', () => {
    expect(readFrontmatter('+++\ntitle = "x"\n+++\n').issues[0]?.unexpected).toBe('front matter in `toml`')
  })
})

describe('front matter in YAML', () => {
  const shapes: [name: string, text: string][] = [
    ['LF', '---\nname: dump\ntags:\n  - a\n  - b\n---\nBody\n'],
    ['CRLF', '---\r\nname: dump\r\ntags:\r\n  - a\r\n  - b\r\n---\r\nBody\r\n'],
    ['a byte order mark', '\ufeff---\nname: dump\ntags:\n  - a\n  - b\n---\nBody\n'],
    ['a named language', '---yaml\nname: dump\ntags:\n  - a\n  - b\n---\nBody\n'],
    ['white space after the opening line', '---  \nname: dump\ntags:\n  - a\n  - b\n---\nBody\n'],
  ]
  it.each(shapes)('is read with %s, and every key has its place', (_, text) => {
    const read = readFrontmatter(text)
    expect(read.issues).toEqual([])
    expect(read.data).toEqual({ name: 'dump', tags: ['a', 'b'] })
    const slice = (pointer: string) => text.slice(read.placeOf(pointer).start, read.placeOf(pointer).end)
    expect(slice('/name')).toBe('name: dump')
    expect(slice('/tags/1')).toBe('b')
    expect(text.slice(read.bodyStart).trim()).toBe('Body')
  })

  it.each([
    ['none', 'Just text\n---\nmore\n---\n'],
    ['none', '----\nname: x\n----\n'],
    ['none', '\n---\nname: x\n---\n'],
    ['none', ''],
    ['read', '---\n---\nBody'],
    ['read', '---\n# only a comment\n---\nBody'],
    ['broken', '---\nname: x\n'],
    ['broken', '---\nname: x\n----\nBody'],
    ['broken', '---\nname: x\n--- \n'.replace('--- ', '---no')],
    ['broken', '---\n- a\n- b\n---\n'],
    ['broken', '---\nname: [a\n---\n'],
    ['broken', '---\nname: a\nname: b\n---\n'],
    ['broken', '---\nname: !!js/function "function(){}"\n---\n'],
  ])('is %s: %j', (state, text) => {
    expect(readFrontmatter(text).state).toBe(state)
  })

  it('reads the same text the same way twice, and a changed copy does not leak', () => {
    const text = '---\nname: dump\n---\n'
    readFrontmatter(text).data.name = 'changed'
    expect(readFrontmatter(text).data).toEqual({ name: 'dump' })
  })

  it('keeps `no` and dates as strings', () => {
    expect(readFrontmatter('---\na: no\nb: 2026-11-20\n---\n').data).toEqual({ a: 'no', b: '2026-11-20' })
  })

  it('never throws', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '---',
        '---js',
        '\n',
        '\r\n',
        '\ufeff',
        'a: b',
        '- ',
        '{',
        '}',
        '&a',
        '*a',
        '!!js/function',
        '\t',
      ),
      fc.string({ maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), pieces => {
        const read = readFrontmatter(pieces.join(''))
        expect(read.bodyStart).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 500 },
    )
  })
})
