import { defineTestFormat, names } from './format.ts'

export default defineTestFormat({
  id: 'tap',
  hint: /^(?:tap|bats|tape)/,
  source: 'https://testanything.org/tap-version-14-specification.html',
  parse(text) {
    if (!/^(?:TAP version \d+|1\.\.\d+)\s*$/m.test(text)) return null
    let passed = 0
    let failed = 0
    for (const match of text.matchAll(/^(not )?ok\b(?: \d+)?([^\n]*)$/gm)) {
      if (/# (?:skip|todo)\b/i.test(match[2]!)) continue
      if (match[1]) failed += 1
      else passed += 1
    }
    if (passed + failed === 0) return null
    return {
      passed,
      failed,
      partial: true,
      failing: names(text, /^not ok(?: \d+)?(?: -)? (?![^\n]*# (?:skip|todo))(.+?)\s*$/gim),
    }
  },
})
