import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { findSlots, textOf } from '../../../src/core/document.ts'
import { loadParser, type ParseMarkdown } from '../../../src/core/markdown.ts'
import { code, fence, gist, inline, shellQuote, table } from '../../../src/core/render/escape.ts'
import { cleanText, oneLine } from '../../../src/core/text.ts'
import { hostile } from '../../support/hostile.ts'

let parse: ParseMarkdown
beforeAll(async () => {
  parse = await loadParser('remark')
})

const flat = (text: string) => oneLine(cleanText(text).text)

describe('data in a paragraph', () => {
  it.each([
    ['snake_case and a/b_c.ts', 'snake_case and a/b_c.ts'],
    ['D:\\work\\a', 'D:\\work\\a'],
    ['a | b', 'a \\| b'],
    ['*.md', '\\*.md'],
    ['<!-- judge: x -->', '<\\!-- judge: x -->'],
    ['a < b && c', 'a < b && c'],
    ['Vec<T>', 'Vec\\<T>'],
    ['# no heading\n## neither', '# no heading ## neither'],
  ])('%j is written %j', (text, written) => {
    expect(inline(text)).toBe(written)
  })

  it('is read back as it was', () => {
    fc.assert(
      fc.property(hostile, text => {
        const [paragraph] = parse(`x ${inline(text)} y`).children
        expect(oneLine(textOf(paragraph))).toBe(oneLine(`x ${flat(text)} y`))
      }),
      { numRuns: 500 },
    )
  })

  it('opens no slot', () => {
    fc.assert(fc.property(hostile, text => findSlots(inline(text) + code(text)).length === 0))
  })
})

describe('data in a table', () => {
  it('never changes the number of cells', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const tree = parse(table(['A', 'B'], [[inline(a), code(b)]]))
        const rows = tree.children.flatMap(node => (node.type === 'table' ? node.children : []))
        expect(tree.children).toHaveLength(1)
        expect(rows.map(row => row.children.length)).toEqual([2, 2])
      }),
      { numRuns: 300 },
    )
  })

  it('says when there is none', () => {
    expect(table(['A', 'B'], [])).toBe('| A | B |\n| --- | --- |\n| none | - |')
  })
})

describe('data as code', () => {
  it.each([
    ['npm test', '`npm test`'],
    ['a `b` c', '``a `b` c``'],
    ['`x`', '`` `x` ``'],
    ['a|b', '`a\\|b`'],
    ['', ''],
    ['grep "a\\|b"', 'grep "a\\\\\\|b"'],
  ])('%j is written %j', (text, written) => {
    expect(code(text)).toBe(written)
  })

  it('cannot close its fence', () => {
    fc.assert(
      fc.property(hostile, text => {
        const lines = cleanText(text).text.split('\n')
        const tree = parse(fence('', lines))
        expect(tree.children.map(node => node.type)).toEqual(['code'])
        expect(textOf(tree)).toBe(lines.join('\n'))
      }),
      { numRuns: 300 },
    )
  })

  it('is one word for the shell', () => {
    expect(shellQuote("/p/it's $(x)/a b.md")).toBe("'/p/it'\\''s $(x)/a b.md'")
  })
})

describe('the gist of a longer text', () => {
  it.each([
    ['## Done\n\n**All** `tests` pass:\n\n- one\n- two', 200, 'Done All tests pass: one two'],
    ['| A | B |\n|---|---|\n| 1 | 2 |', 200, 'A \\| B 1 \\| 2'],
    ['mcp__server__tool ran', 200, 'mcp__server__tool ran'],
    ['a long text', 7, 'a long…'],
  ])('%j', (text, max, written) => {
    expect(gist(text, max)).toBe(written)
  })
})
