import { defineTestFormat, names, totals } from './format.ts'

export default defineTestFormat({
  id: 'node-test',
  hint: /--test/,
  source: 'https://nodejs.org/api/test.html#test-reporters',
  parse(text) {
    const passed = totals(text, /^(?:ℹ|#|i) pass (\d+)\s*$/gm, 1)
    const failed = totals(text, /^(?:ℹ|#|i) (?:fail|cancelled) (\d+)\s*$/gm, 1)
    if (!passed || !failed) return null
    return {
      passed: passed[0]!,
      failed: failed[0]!,
      failing: failed[0]
        ? names(text, /^\s*(?:not ok \d+ - |✖ )(?!failing tests:)(.+?)(?: \([\d.]+ms\))?(?: # .*)?\s*$/gm)
        : [],
    }
  },
})
