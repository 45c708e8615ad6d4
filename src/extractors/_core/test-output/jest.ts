import { counted, defineTestFormat, names, sum, type TestCounts } from './format.ts'

export default defineTestFormat({
  id: 'jest',
  signs: ['Tests:', '●'],
  hint: /jest|react-scripts/,
  source: 'https://jestjs.io/docs/cli',
  parse(text) {
    const tests = [...text.matchAll(/^Tests:\s+(.*\d+ total)\s*$/gm)].map(match => match[1]!)
    const suites = [...text.matchAll(/^Test Suites:\s+(.*\d+ total)\s*$/gm)].map(match => match[1]!)
    if (tests.length === 0) return cutShort(text)
    const failed = sum(...tests.map(line => counted(line, /^failed$/))) ?? 0
    const broken = sum(...suites.map(line => counted(line, /^failed$/))) ?? 0
    return {
      passed: sum(...tests.map(line => counted(line, /^passed$/))) ?? 0,
      failed,
      failing: failed + broken ? failingOf(text) : [],
      ...(broken > 0 && { verdict: 'failed' as const }),
    }
  },
})

/** Full names of tests, and files that did not even run. */
const failingOf = (text: string): string[] =>
  names(
    text,
    /^\s*● (?!Console|Test suite failed|Cannot log)(\S.*)$/gm,
    /^\s*FAIL\s+(\S+)(?: \([\d.]+ m?s\))?\s*\n\s*● Test suite failed to run/gm,
  )

/** `| head` takes the summary away. */
function cutShort(text: string): TestCounts | null {
  const failing = /^\s*FAIL\s+\S+\.[cm]?[jt]sx?\b/m.test(text) ? failingOf(text) : []
  return failing.length === 0
    ? null
    : { passed: null, failed: failing.length, failing, verdict: 'failed', partial: true }
}
