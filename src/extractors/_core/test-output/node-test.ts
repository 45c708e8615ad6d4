import { defineTestFormat, type TestCounts, totals } from './format.ts'

export default defineTestFormat({
  id: 'node-test',
  signs: [' pass ', 'Failed tests:'],
  hint: /--test/,
  source: 'https://nodejs.org/api/test.html#test-reporters',
  parse(text) {
    const passed = totals(text, /^(?:ℹ|#|i) pass (\d+)\s*$/gm, 1)
    const failed = totals(text, /^(?:ℹ|#|i) (?:fail|cancelled) (\d+)\s*$/gm, 1)
    if (!passed || !failed) return dots(text)
    return { passed: passed[0]!, failed: failed[0]!, failing: failed[0] ? failingOf(text) : [] }
  },
})

/** What fails only because something inside it failed is no failing test. */
const OF_SUBTESTS = /^(?:\s*\n)?\s*(?:---\n(?:.*\n){0,4}?\s*failureType: 'subtestsFailed'|'\d+ subtests? failed')/
const FAILED =
  /^\s*(?:not ok \d+ (?:- )?|✖ )(?!failing tests:)(?![^\n]* # (?:SKIP|TODO)\b)(\S[^\n]*?)(?: \([\d.]+ms\))?(?: # [^\n]*)?\s*?$/gm

/** The list at the end where there is one: the tree above it names the suites too. */
function failingOf(text: string): string[] {
  const at = text.search(/^✖ failing tests:/m)
  const part = at < 0 ? text : text.slice(at)
  const found = new Set<string>()
  for (const match of part.matchAll(FAILED)) {
    const after = part.slice(match.index + match[0].length, match.index + match[0].length + 400)
    if (!OF_SUBTESTS.test(after)) found.add(match[1]!.slice(0, 300))
    if (found.size >= 100) break
  }
  return [...found]
}

/** `--test-reporter=dot` counts nothing; it lists what failed. */
function dots(text: string): TestCounts | null {
  const at = text.search(/^Failed tests:\s*$/m)
  if (at < 0 || !/^[.X]+\s*$/m.test(text.slice(0, at))) return null
  const failing = failingOf(text.slice(at))
  return { passed: null, failed: failing.length || null, failing, verdict: 'failed', partial: true }
}
