import { defineTestFormat, type TestCounts } from './format.ts'

export default defineTestFormat({
  id: 'json-report',
  signs: ['"numPassedTests"', '"passes"'],
  source: 'https://jestjs.io/docs/cli#--json, https://vitest.dev/guide/reporters.html, https://mochajs.org/#json',
  parse(text) {
    if (/"numPassedTests"\s*:\s*\d/.test(text)) return counts(text, 'numPassedTests', 'numFailedTests', 'fullName')
    if (/"stats"\s*:\s*\{/.test(text) && /"passes"\s*:\s*\d/.test(text))
      return counts(text, 'passes', 'failures', 'fullTitle')
    return null
  },
})

/** Numbers are read where they stand: logs before and after, or a cut, leave no JSON to parse. */
function counts(text: string, passes: string, fails: string, title: string): TestCounts | null {
  const number = (key: string): number | null => {
    const value = new RegExp(`"${key}"\\s*:\\s*(\\d{1,9})`).exec(text)?.[1]
    return value === undefined ? null : Number(value)
  }
  const [passed, failed] = [number(passes), number(fails)]
  if (passed === null || failed === null) return null
  const failing = failed === 0 ? [] : failingOf(text, title)
  return { passed, failed, failing, ...(/"success"\s*:\s*false/.test(text) && { verdict: 'failed' as const }) }
}

interface Entry {
  status?: unknown
  err?: object
  [key: string]: unknown
}

function failingOf(text: string, title: string): string[] {
  const found = new Set<string>()
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 6) return
    const entry = value as Entry
    const name = entry[title]
    const isFailed = entry.status === 'failed' || (entry.err !== undefined && Object.keys(entry.err ?? {}).length > 0)
    if (typeof name === 'string' && isFailed && found.size < 100) found.add(name.slice(0, 300))
    for (const inner of Object.values(value)) walk(inner, depth + 1)
  }
  try {
    walk(JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)), 0)
  } catch {
    return []
  }
  return [...found]
}
