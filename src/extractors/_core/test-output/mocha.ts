import { defineTestFormat, totals } from './format.ts'

export default defineTestFormat({
  id: 'mocha',
  signs: [' passing'],
  hint: /mocha/,
  source: 'https://mochajs.org/#spec',
  parse(text) {
    const passed = totals(text, /^\s*(?:✔ )?(\d+) passing(?: \([^)\n]*\))?\s*$/gm, 1)
    if (!passed) return null
    const failed = totals(text, /^\s*(?:✖ )?(\d+) failing\s*$/gm, 1)?.[0] ?? 0
    const section = failed ? text.slice(text.search(/^\s*(?:✖ )?\d+ failing\s*$/m)) : ''
    return { passed: passed[0]!, failed, failing: titles(section) }
  },
})

const DEEPEST = 12

/** The suites of a failing test stand on lines of their own above its title, which ends with a colon: the full title joins them. */
function titles(section: string): string[] {
  const lines = section.split('\n')
  const found = new Set<string>()
  for (const [index, line] of lines.entries()) {
    const first = /^\s{0,6}\d+\) (\S.*?)\s*$/.exec(line)?.[1]
    if (first === undefined || found.size >= 100) continue
    const parts = [first]
    while (!parts.at(-1)!.endsWith(':') && parts.length < DEEPEST) {
      const next = lines[index + parts.length]?.trim()
      if (!next) break
      parts.push(next)
    }
    const whole = parts.at(-1)!.endsWith(':') ? parts : [first]
    found.add(whole.join(' ').replace(/:$/, '').slice(0, 300))
  }
  return [...found]
}
