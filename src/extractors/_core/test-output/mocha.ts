import { defineTestFormat, names, totals } from './format.ts'

export default defineTestFormat({
  id: 'mocha',
  hint: /mocha/,
  source: 'https://mochajs.org/#spec',
  parse(text) {
    const passed = totals(text, /^\s*(?:✔ )?(\d+) passing(?: \([^)\n]*\))?\s*$/gm, 1)
    if (!passed) return null
    const failed = totals(text, /^\s*(?:✖ )?(\d+) failing\s*$/gm, 1)?.[0] ?? 0
    const section = failed ? text.slice(text.search(/^\s*(?:✖ )?\d+ failing\s*$/m)) : ''
    return { passed: passed[0]!, failed, failing: names(section, /^\s{0,6}\d+\) (\S.*?):?\s*$/gm) }
  },
})
