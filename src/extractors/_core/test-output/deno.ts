import { defineTestFormat, names, totals } from './format.ts'

export default defineTestFormat({
  id: 'deno',
  hint: /^deno/,
  source: 'https://docs.deno.com/runtime/fundamentals/testing/',
  parse(text) {
    const counts = totals(text, /^(?:ok|FAILED) \| (\d+) passed(?: \([^)\n]*\))? \| (\d+) failed/gm, 2)
    if (!counts) return null
    return {
      passed: counts[0]!,
      failed: counts[1]!,
      failing: names(text, /^(\S.*?) => \S+:\d+:\d+\s*$/gm, /^(\S.*?) \.\.\. FAILED\b/gm),
    }
  },
})
