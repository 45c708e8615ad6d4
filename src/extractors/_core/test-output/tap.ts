import { defineTestFormat } from './format.ts'

const POINT = /^([ \t]*)(not )?ok\b(?: \d+)?(?: -)?(?: ([^\n]*?))?\s*$/gm
const MAX_NAMES = 100

export default defineTestFormat({
  id: 'tap',
  signs: ['TAP version ', '1..'],
  hint: /^(?:tap|bats|tape)/,
  source: 'https://testanything.org/tap-version-14-specification.html',
  parse(text) {
    if (!/^(?:TAP version \d+|1\.\.\d+)\s*$/m.test(text)) return null
    const braces = /^(?:not )?ok\b[^\n]*\{\s*$/m.test(text)
    let passed = 0
    const failing: string[] = []
    let failed = 0
    const open: { depth: number; name: string }[] = []
    for (const [, indent = '', not, said = ''] of text.matchAll(POINT)) {
      if (!braces && indent !== '') continue
      while (open.length > 0 && open.at(-1)!.depth >= indent.length) open.pop()
      const name = nameOf(said)
      if (said.endsWith('{')) open.push({ depth: indent.length, name })
      else if (/# (?:skip|todo)\b/i.test(said)) continue
      else if (not) {
        failed += 1
        if (failing.length < MAX_NAMES) failing.push([...open.map(suite => suite.name), name].join(' > ').slice(0, 300))
      } else passed += 1
    }
    return passed + failed === 0
      ? null
      : { passed, failed, partial: true, failing: [...new Set(failing)].filter(Boolean) }
  },
})

/** Without directives and the brace that opens a subtest (Vitest's `tap` reporter). */
const nameOf = (said: string): string =>
  said
    .replace(/\s*(?: # .*|\{)$/, '')
    .replace(/^- /, '')
    .trim()
