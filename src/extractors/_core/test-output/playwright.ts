import { defineTestFormat, names, totals } from './format.ts'

export default defineTestFormat({
  id: 'playwright',
  signs: [' passed (', ' failed'],
  hint: /playwright/,
  source: 'https://playwright.dev/docs/test-reporters',
  parse(text) {
    const passed = totals(text, /^ {2}(\d+) passed \([\d.]+(?:ms|s|m|h)\)\s*$/gm, 1)
    const failed = totals(text, /^ {2}(\d+) failed\s*$/gm, 1)
    if (!passed && (!failed || !/^Running \d+ tests? using \d+ workers?/m.test(text))) return null
    return {
      passed: passed?.[0] ?? 0,
      failed: failed?.[0] ?? 0,
      failing: failed ? names(text, /^ {4}((?:\[[^\]\n]*\] › )?\S+:\d+:\d+ › .+?)\s*─*\s*$/gm) : [],
    }
  },
})
