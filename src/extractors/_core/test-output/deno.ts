import { defineTestFormat, names, totals } from './format.ts'

export default defineTestFormat({
  id: 'deno',
  signs: [' passed'],
  hint: /^deno/,
  source: 'https://docs.deno.com/runtime/fundamentals/testing/',
  parse(text) {
    const counts = totals(text, /^(?:ok|FAILED) \| (\d+) passed(?: \([^)\n]*\))? \| (\d+) failed/gm, 2)
    if (!counts) return null
    return {
      passed: counts[0]!,
      failed: counts[1]!,
      failing: failingOf(text),
    }
  },
})

/** `test => ./file.ts:3:6` under FAILURES; where that was cut off, the lines of the run itself. */
function failingOf(text: string): string[] {
  const listed = names(text, /^(\S.*?) => \S+:\d+:\d+\s*$/gm)
  return listed.length > 0 ? listed : names(text, /^(\S.*?) \.\.\. FAILED\b/gm)
}
