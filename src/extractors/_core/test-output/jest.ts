import { counted, defineTestFormat, names, sum } from './format.ts'

export default defineTestFormat({
  id: 'jest',
  hint: /jest|react-scripts/,
  source: 'https://jestjs.io/docs/cli',
  parse(text) {
    const tests = [...text.matchAll(/^Tests:\s+(.*\d+ total)\s*$/gm)].map(match => match[1]!)
    const suites = [...text.matchAll(/^Test Suites:\s+(.*\d+ total)\s*$/gm)].map(match => match[1]!)
    if (tests.length === 0) return null
    const failed = sum(...tests.map(line => counted(line, /^failed$/))) ?? 0
    const broken = sum(...suites.map(line => counted(line, /^failed$/))) ?? 0
    return {
      passed: sum(...tests.map(line => counted(line, /^passed$/))) ?? 0,
      failed,
      failing: failed + broken ? names(text, /^\s*● (?!Console|Test suite failed|Cannot log)(\S.*)$/gm) : [],
      ...(broken > 0 && { verdict: 'failed' as const }),
    }
  },
})
