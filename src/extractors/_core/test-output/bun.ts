import { defineTestFormat, names, totals } from './format.ts'

export default defineTestFormat({
  id: 'bun',
  signs: ['Ran '],
  hint: /^bun/,
  source: 'https://bun.sh/docs/cli/test',
  parse(text) {
    if (!/^Ran \d+ tests? across \d+ files?/m.test(text)) return null
    const passed = totals(text, /^\s*(\d+) pass\s*$/gm, 1)?.[0] ?? 0
    const failed = totals(text, /^\s*(\d+) fail\s*$/gm, 1)?.[0] ?? 0
    const errors = totals(text, /^\s*(\d+) errors?\s*$/gm, 1)?.[0] ?? 0
    return { passed, failed: failed + errors, failing: names(text, /^\s*(?:\(fail\)|✗) (.+?)(?: \[[^\]\n]*\])?\s*$/gm) }
  },
})
