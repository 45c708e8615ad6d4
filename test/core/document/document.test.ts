import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findComments, findSlots, parseDocument, placeOf, slot } from '../../../src/core/document.ts'
import { change, filled, parse } from '../../support/lint.ts'

const read = (text: string) => parseDocument(text, parse)

describe('kind', () => {
  it.each([
    ['a handoff', filled, 'handoff'],
    [
      'a handoff whose first fence is never closed',
      change(filled, /(Skill\("develop"[^\n]*\n)```\n/, '$1').replace(/^```.*$/gm, (mark, at) =>
        at < 900 ? mark : '',
      ),
      'handoff',
    ],
    ['a reflection', '## Framework Reflection\n\n**Prompts**: x\n', 'reflection'],
    ['a reflection at another level', '# Framework Reflection\n', 'reflection'],
    ['a mission', '## Mission Handoff\n\n### Status Summary\n', 'mission'],
    ['a mission with a title above', '# MISSION STATE - now\n\n## Mission Handoff\n', 'mission'],
    ['a handoff with a reflection at its end', `${filled}\n## Framework Reflection\n\n**Prompts**: x\n`, 'handoff'],
    ['the template of a reflection in a fence', '# How\n\n```markdown\n## Framework Reflection\n```\n', 'unknown'],
    [
      'another document with numbers',
      '# Spec\n\n## 1.1 Scope\n\n## 1.2 Terms\n\n## 1.3 Goals\n\n## Step 1: Build\n',
      'unknown',
    ],
    ['a handoff quoted as a sample', `# Docs\n\n\`\`\`\`markdown\n${filled}\n\`\`\`\`\n`, 'unknown'],
    ['nothing', '', 'unknown'],
  ])('%s', (_, text, kind) => {
    expect(read(text).kind).toBe(kind)
  })
})

describe('sections', () => {
  const document = read(
    '# T\n\n## SECTION 0: A\n\ntext\n\n### 0.1 B\n\nbody\n\n#### Part\n\nmore\n\n### Step 3.5: C\n\nend\n',
  )

  it('carry number and title', () => {
    expect(document.sections.map(({ id, title, depth }) => [id, title, depth])).toEqual([
      [null, 'T', 1],
      ['0', 'A', 2],
      ['0.1', 'B', 3],
      [null, 'Part', 4],
      ['Step 3.5', 'C', 3],
    ])
  })

  it('reach to the next numbered heading, unnumbered ones to the next heading', () => {
    expect(document.bodyOf(document.section('0.1')!)).toBe('\nbody\n\n#### Part\n\nmore\n\n')
    expect(document.bodyOf(document.sections[3]!)).toBe('\nmore\n\n')
    expect(document.bodyOf(document.section('Step 3.5')!)).toBe('\nend\n')
  })

  it('are found by offset', () => {
    expect(document.sectionAt(document.text.indexOf('more'))?.id).toBe('0.1')
    expect(document.sectionAt(0)).toBeUndefined()
  })
})

describe('fences', () => {
  it.each([
    ['at the top', '```js\na\nb\n```\n', true],
    ['with more marks at the end', '```js\na\n`````\n', true],
    ['in a quote', '> ```js\n> a\n> ```\n', true],
    ['in a list', '- x\n\n  ```js\n  a\n  ```\n', true],
    ['indented code', '    a\n', true],
    ['never closed', '```js\na\n', false],
    ['closed by other marks', '```js\na\n~~~\n', false],
    ['never closed in a quote', '> ```js\n> a\n\nafter\n', false],
  ])('are closed or not: %s', (_, text, closed) => {
    expect(read(text).fences.map(fence => fence.closed)).toEqual([closed])
  })

  it.each([
    ['at the top', '```js\none\ntwo\n```\n'],
    ['in a quote', '> ```js\n> one\n> two\n> ```\n'],
    ['in a list', '- x\n\n  ```js\n  one\n  two\n  ```\n'],
    ['with Windows line ends', '```js\r\none\r\ntwo\r\n```\r\n'],
    ['indented code', 'x\n\n    one\n    two\n'],
  ])('map offsets of their value to the text: %s', (_, text) => {
    const [fence] = read(text).fences
    for (const word of ['one', 'two']) {
      const at = fence!.at(fence!.value.indexOf(word))
      expect(text.slice(at, at + 3)).toBe(word)
    }
  })
})

describe('slots', () => {
  it('are found wherever they stand', () => {
    const text = `| a | ${slot('in a table')} |\n\n\`\`\`yaml\nx: null # ${slot('in YAML')}\n\`\`\`\n\n<!-- open ${slot('behind an open comment')}`
    expect(findSlots(text).map(({ question }) => question)).toEqual(['in a table', 'in YAML', 'behind an open comment'])
    for (const { place } of findSlots(text)) expect(text.slice(place.start, place.end)).toMatch(/^<!--.*-->$/)
  })

  it('are no other comments', () => {
    expect(findSlots('<!-- note --> <!-- judge:\nx -->')).toEqual([])
  })

  it('survive any text around them', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        fc.pre(!`${before}${after}`.includes('--'))
        expect(findSlots(`${before}${slot('q')}${after}`)).toHaveLength(1)
      }),
    )
  })
})

describe('places', () => {
  it('point at the text of every node', () => {
    const document = read(filled)
    for (const node of document.nodes('inlineCode')) {
      const { start, end } = placeOf(node)
      expect(document.text.slice(start, end)).toContain(node.value.slice(0, 20).split('|')[0])
    }
  })

  it('have the lines and columns of editors', () => {
    const document = read('ab\n\ncd')
    expect([0, 1, 2, 3, 4, 5, 6].map(at => Object.values(document.position(at)).join(':'))).toEqual([
      '1:1',
      '1:2',
      '1:3',
      '2:1',
      '3:1',
      '3:2',
      '3:3',
    ])
  })
})

describe('hostile text', () => {
  it.each([
    ['open comments', '<!-- '.repeat(50_000)],
    ['headings', '# h\n'.repeat(50_000)],
    ['numbered headings', Array.from({ length: 20_000 }, (_, n) => `## 1.${n} x\n`).join('')],
    ['fences', '```\nx\n```\n'.repeat(20_000)],
  ])('is read in passing: %s', (_, text) => {
    const document = read(text)
    expect(document.kind).toBe('unknown')
    expect(findComments(text)).toEqual([])
    expect(document.fences.length + document.sections.length).toBeGreaterThanOrEqual(0)
  })
})
