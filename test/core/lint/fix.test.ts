import { describe, expect, it } from 'vitest'
import { createLinter, fixText } from '../../../src/app/lint.ts'
import { applyFixes } from '../../../src/core/lint/fix.ts'
import { change, filled, lintAll } from '../../support/lint.ts'

const finding = (...fix: { start: number; end: number; text: string }[]) => ({
  ruleId: 'x',
  severity: 'error' as const,
  place: fix[0]!,
  unexpected: 'a',
  expected: 'b',
  fix,
})

describe('edits', () => {
  it.each([
    ['one', [finding({ start: 1, end: 2, text: 'X' })], 'aXcdef'],
    ['several', [finding({ start: 4, end: 5, text: '' }), finding({ start: 0, end: 0, text: '>' })], '>abcdf'],
    [
      'of those that overlap the first',
      [finding({ start: 1, end: 4, text: '-' }), finding({ start: 2, end: 3, text: 'X' })],
      'a-ef',
    ],
    [
      'those that belong together',
      [finding({ start: 0, end: 1, text: 'A' }, { start: 5, end: 6, text: 'F' })],
      'AbcdeF',
    ],
    ['none beyond the end', [finding({ start: 5, end: 9, text: 'X' })], 'abcdef'],
  ])('%s', (_, findings, expected) => {
    expect(applyFixes('abcdef', findings).text).toBe(expected)
  })
})

const token = `${'ghp'}_${'A1b2C3d4E5'.repeat(4)}`

describe('what can be mended', async () => {
  const run = await createLinter()

  it.each([
    ['a wrong title', '### 1.16 Conflict Resolution', '### 1.16 Conflicts'],
    [
      'a path that is not normal',
      'Read("/home/kim/importer/docs/plans/2026-01-04-streaming-impl.md")   # tasks',
      'Read("/home/kim/importer/./docs/plans/2026-01-04-streaming-impl.md")   # tasks',
    ],
    ['the encoded project', 'project_encoded: "home-kim-importer"', 'project_encoded: "/home/kim/importer"'],
    ['invisible characters', 'The session began', 'The\u200b session\u202e began'],
  ])('is mended, and then nothing is left: %s', async (_, right, wrong) => {
    const broken = change(filled, right, wrong)
    expect(lintAll(broken).findings.length).toBeGreaterThan(0)
    const { text, fixed } = await fixText(run, 'x.md', broken)
    expect(text).toBe(filled)
    expect(fixed).toBeGreaterThan(0)
    expect((await fixText(run, 'x.md', text)).fixed).toBe(0)
  })

  it('masks a credential', async () => {
    const { text } = await fixText(run, 'x.md', change(filled, 'The session began', `With ${token} the session began`))
    expect(text).not.toContain(token)
    expect(lintAll(text).ids).toEqual([])
  })

  it('does not cut off the document behind a key that has no end', async () => {
    const key = `${'-----BEGIN RSA'} PRIVATE KEY-----`
    const { text } = await fixText(run, 'x.md', change(filled, 'The session began', `${key} MIIE. The session began`))
    expect(text).toContain('### Step 9')
    expect(lintAll(text).ids).toEqual(['secret'])
  })
})
