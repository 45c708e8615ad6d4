import { demandedPaths, isAbsolute, normalPath } from '../core/lint/paths.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'path-not-normal',
  group: 'paths',
  tier: 'pure',
  severity: 'warning',
  summary: 'paths hold no `..`, `.` or doubled slash',
  why: 'Two spellings of one file are two documents to whoever compares them.',
  enforces: ['qc-plans-absolute'],
  kinds: ['handoff'],
  fixable: true,
  examples: {
    ok: [{ text: fragment('0.2', fenced('Read("/code/shop/plan..md")')) }],
    bad: [{ text: fragment('0.2', fenced('Read("/code/shop/../shop/plan.md")')) }],
  },
  check({ document, report }) {
    for (const { path, place, where } of demandedPaths(document)) {
      const normal = normalPath(path)
      if (!isAbsolute(path) || normal === path) continue
      const start = document.text.indexOf(path, place.start)
      const found = start >= 0 && start + path.length <= place.end
      report({
        place,
        unexpected: `path \`${path}\` in ${where}`,
        expected: `\`${normal}\``,
        ...(found && { fix: [{ start, end: start + path.length, text: normal }] }),
      })
    }
  },
})
