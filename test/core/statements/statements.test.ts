import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_SENTENCES, statementsOf, visitStatements } from '../../../src/core/statements/statements.ts'

const texts = (document: string) => statementsOf(document).map(({ text }) => text)
const lines = (document: string) => statementsOf(document).map(({ line, text }) => `${line} ${text}`)

describe('statements of a document', () => {
  it('parts clauses that differ in mood', () => {
    expect(texts('All 12 tests pass, but the docs should be updated.')).toEqual(['All 12 tests pass'])
    expect(texts('The build is green; push it.')).toEqual(['The build is green'])
  })

  it('keeps the line of each statement in hard-wrapped and in plain text', () => {
    expect(lines('# Handoff\n\nAll tests pass.\nBranch: `main`\n\nThe build is\ngreen. Lint fails.')).toEqual([
      '3 All tests pass',
      '4 Branch: `main`',
      '6 The build is green',
      '7 Lint fails',
    ])
  })

  it.each([
    ['a fence', '```\nAll tests pass\n```'],
    ['a fence in tildes that is never closed', '~~~\nAll tests pass'],
    ['indented code', 'See:\n\n    All tests pass\n'],
    ['a quotation', '> All tests pass'],
    ['a comment over several lines', '<!--\nAll tests pass\n-->'],
    ['quotation marks', 'The banner reads "All tests pass here" in green.'],
    ['words of the user', '## All user messages\n\n- All tests pass'],
    ['next steps', '## Next steps\n\n- All tests pass'],
    ['success criteria with ticks for bullets', '## Success criteria\n\n✅ **All tests pass**\n'],
    ['a list under a condition', 'After all agents complete:\n- All tests pass\n'],
    ['files of a plan', '## Recommended execution order\n\n**Files touched:**\n- `src/a.ts` was created\n'],
    ['a struck-out line', '~~All tests pass~~'],
    [
      'section 1.7 of a 3.0 handoff',
      '## SECTION 0: x\n### 1.1 a\n### 1.2 b\n### 1.7 All User Messages\nAll tests pass\n',
    ],
    [
      'section 1.21 of a 3.0 handoff',
      '## SECTION 0: x\n### 1.1 a\n### 1.2 b\n### 1.21 Definition of Done\n- [ ] All tests pass\n',
    ],
  ])('sets aside what stands in %s', (_, document) => {
    expect(texts(document).filter(text => /tests pass|created/.test(text))).toEqual([])
  })

  it('reads Markdown inside tags, which a Markdown parser takes for raw HTML', () => {
    const document =
      '<completed_work>\n- Created `src/a.ts`\n</completed_work>\n<remaining_work>\n- Add docs\n</remaining_work>'
    expect(statementsOf(document).map(({ text, done, open }) => [text, done, open])).toEqual([
      ['Created `src/a.ts`', true, false],
      ['Add docs', false, true],
    ])
  })

  it('takes orders under finished work for what was done', () => {
    expect(statementsOf('## Completed\n\n- Add `src/a.ts`').at(-1)).toMatchObject({
      text: 'Add `src/a.ts`',
      done: true,
    })
    expect(texts('- Add `src/a.ts`')).toEqual([])
  })

  it('reads a row as subject and state, whatever the order of the columns', () => {
    const table = '| # | Command | Expected | Actual |\n|---|---|---|---|\n| 1 | `npm test` | 12 | 11 passed |\n'
    expect(statementsOf(table)[0]).toMatchObject({ text: '`npm test`: 11 passed', line: 3, label: 'npm test' })
  })

  it('reads tables without header words', () => {
    expect(texts('| | |\n|---|---|\n| `1e610dff` | reset the flag |\n')).toEqual(['`1e610dff` | reset the flag'])
  })

  it('keeps boxes: ticked is done, unticked is open', () => {
    const found = statementsOf('- [x] Write the limiter\n- [ ] Write the docs\n')
    expect(found.map(({ checked, done, open }) => [checked, done, open])).toEqual([
      [true, true, false],
      [false, false, true],
    ])
  })

  it('reads the data of a 3.0 handoff: todos of 0.3 and the YAML of 1.20, on their own lines', () => {
    const document = [
      '## SECTION 0: x',
      '### 0.3 Todo State Restoration',
      '```',
      'TodoWrite([',
      '  {"content": "Write it", "status": "completed", "activeForm": "Writing"}])',
      '```',
      '### 1.1 a',
      '### 1.20 Machine-Readable State',
      '```yaml',
      'environment:',
      '  git_branch: "feat/x"',
      'todos:',
      '  explicit:',
      '    - id: "1"',
      '      content: "[task]"',
      '      status: "pending"',
      '```',
    ].join('\n')
    expect(lines(document)).toEqual(['5 Write it: completed', '11 Branch: `feat/x`'])
  })

  it('never throws, and every line is one of the document', () => {
    const word = fc.constantFrom(
      'All tests pass',
      '`',
      '|',
      '---',
      '- [x] ',
      '#',
      '>',
      '```',
      '<a>',
      '<!--',
      '\n',
      '\n\n',
      '“',
      '"',
      '(',
      '**',
      'If ',
      '1.20',
      '\u0000',
      '\ud800',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 60 }).map(parts => parts.join('')),
        ),
        document => {
          const count = document.split('\n').length
          for (const { line } of statementsOf(document)) expect(line).toBeGreaterThanOrEqual(1)
          for (const { line } of statementsOf(document)) expect(line).toBeLessThanOrEqual(count)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('stops after as many different sentences as no handoff has, and says where', () => {
    const document = Array.from({ length: MAX_SENTENCES + 50 }, (_, i) => `Commit number ${i} is somewhere.`).join(
      '\n\n',
    )
    expect(visitStatements(document, () => true)).toBeGreaterThan(MAX_SENTENCES)
    expect(visitStatements('All tests pass.', () => true)).toBeNull()
  })
})
