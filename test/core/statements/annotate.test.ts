import { expect, it } from 'vitest'
import { annotate } from '../../../src/core/statements/annotate.ts'
import type { VerifyReport } from '../../../src/generated/types/verify-report.ts'

const report = (claims: [number, 'verified' | 'contradicted', string][]): VerifyReport => ({
  file: 'H.md',
  claims: claims.map(([line, verdict, detail]) => ({
    text: 'x',
    kind: 'tests',
    line,
    verdict,
    evidence: [{ ref: 'r', detail }],
  })),
  summary: { verified: 1, stale: 0, contradicted: 1, unsupported: 0 },
})

const document = '---\na: b\n---\nAll tests pass.\n\n| Task | Status |\n|---|---|\n| x | done |\n\n```\ncode\n```\n'

it('marks lines, keeps tables whole, leaves code alone and stands after front matter', () => {
  const text = annotate(
    document,
    report([
      [4, 'contradicted', '2 failed'],
      [8, 'verified', 'done'],
      [11, 'verified', 'x'],
    ]),
  )
  expect(text).toContain('---\n<!-- midstride verify: 1 verified, 0 stale, 1 contradicted, 0 unsupported -->\n')
  expect(text).toContain('All tests pass. [contradicted] <!-- midstride: 2 failed [r] -->\n')
  expect(text).toContain('| x | done [verified] <!-- midstride: done [r] --> |\n')
  expect(text).toContain('```\ncode\n```')
})

it('cannot be broken out of by what the evidence says', () => {
  const text = annotate('All tests pass.\n', report([[1, 'contradicted', 'x --> <script>alert(1)</script>\n# y']]))
  expect(text.match(/-->/g)).toHaveLength(2)
  expect(text.split('\n').filter(line => line.startsWith('# y'))).toEqual([])
})

it('replaces earlier marks', () => {
  const once = annotate(document, report([[4, 'contradicted', 'a']]))
  const line = once.split('\n').findIndex(text => text.startsWith('All tests')) + 1
  const twice = annotate(once, report([[line, 'verified', 'b']]))
  expect(twice.match(/midstride: /g)).toHaveLength(1)
  expect(twice.match(/midstride verify/g)).toHaveLength(1)
})
