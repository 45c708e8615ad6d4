import { defineTestFormat, names, type TestCounts } from './format.ts'

/** Runners whose summary is one line: groups are total or passed, then failed. */
const LINES: readonly { pattern: RegExp; first: 'total' | 'passed'; failing?: RegExp }[] = [
  {
    pattern: /^\s*Executed (\d+) tests?, with (?:\d+ tests? skipped and )?(\d+) failures?/gm,
    first: 'total',
    failing: /^.*error: -\[(\S+ \S+)\]/gm,
  },
  {
    pattern: /^(?:\d+ doctests?, )?(\d+) tests?, (\d+) failures?(?:, \d+ \w+)*\s*$/gm,
    first: 'total',
    failing: /^\s*\d+\) (test .+)$/gm,
  },
  {
    pattern: /^\d\d:\d\d \+(\d+)(?: ~\d+)?(?: -(\d+))?: (?:All tests passed!|Some tests failed\.)\s*$/gm,
    first: 'passed',
  },
  {
    pattern: /^\[\s+PASSED\s+\] (\d+) tests?\.(?:\s*\n\[\s+FAILED\s+\] (\d+) tests?)?/gm,
    first: 'passed',
    failing: /^\[\s+FAILED\s+\] (\S+\.\S+)$/gm,
  },
  {
    pattern: /^Suite result: \w+\. (\d+) passed; (\d+) failed;/gm,
    first: 'passed',
    failing: /^\[FAIL[^\]\n]*\] (\S+)/gm,
  },
  { pattern: /^\s*(\d+) tests? passed(?:[^\n]*\n\s*(\d+) tests? failed)?\s*$/gm, first: 'passed' },
]

export default defineTestFormat({
  id: 'others',
  signs: [
    'Executed ',
    ' failure',
    'All tests passed!',
    'Some tests failed.',
    'PASSED',
    'Suite result: ',
    ' passed',
    'Result: ',
  ],
  source: 'XCTest, ExUnit, Flutter, GoogleTest, Forge and AVA print one summary line',
  parse(text) {
    for (const { pattern, first, failing } of LINES) {
      const last = [...text.matchAll(pattern)].at(-1)
      if (!last) continue
      const failed = Number(last[2] ?? 0)
      const passed = first === 'total' ? Number(last[1]) - failed : Number(last[1])
      return { passed, failed, failing: failing && failed ? names(text, failing) : [] }
    }
    return parseProve(text)
  },
})

function parseProve(text: string): TestCounts | null {
  const result = /^Result: (PASS|FAIL)\s*$/m.exec(text)
  if (!result || !/^Files=\d+, Tests=\d+/m.test(text)) return null
  return { passed: null, failed: null, failing: [], verdict: result[1] === 'PASS' ? 'passed' : 'failed' }
}
