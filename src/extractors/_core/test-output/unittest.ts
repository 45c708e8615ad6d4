import { defineTestFormat, names } from './format.ts'

export default defineTestFormat({
  id: 'unittest',
  signs: ['Ran '],
  hint: /unittest|manage\.py|nose/,
  source: 'https://docs.python.org/3/library/unittest.html#command-line-interface',
  parse(text) {
    const ran = [...text.matchAll(/^Ran (\d+) tests? in [\d.]+s\s*$/gm)].at(-1)
    const end = ran && /^(?:OK|FAILED)(?: \(([^)\n]*)\))?\s*$/m.exec(text.slice(ran.index))
    if (!ran || !end) return null
    const part = (word: string): number => Number(new RegExp(`\\b${word}=(\\d+)`).exec(end[1] ?? '')?.[1] ?? 0)
    const failed = part('failures') + part('errors')
    return {
      passed: Math.max(0, Number(ran[1]) - failed - part('skipped') - part('expected failures')),
      failed,
      failing: failed ? names(text, /^(?:FAIL|ERROR): (.+)$/gm) : [],
      verdict: end[0].startsWith('OK') ? 'passed' : 'failed',
    }
  },
})
