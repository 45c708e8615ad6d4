import { defineRule } from '../core/lint/rule.ts'
import { section as catalogued, parseHeading } from '../core/sections.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'fence-unclosed',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'every code block is closed',
  why: 'An open fence swallows the rest of the document: its sections are there to the eye and gone to every reader.',
  enforces: ['pw-unclosed-fence'],
  kinds: ['handoff', 'reflection', 'mission'],
  examples: {
    ok: [{ text: fragment('1.19', '```bash\ngit status\n```') }],
    bad: [{ text: `${fragment('1.19', '```bash\ngit status')}\n${fragment('1.21', '- [ ] tests pass')}` }],
  },
  check({ document, report }) {
    for (const fence of document.fences) {
      if (fence.closed) continue
      const swallowed = [...fence.value.matchAll(/^#{1,6} +(\S[^\n]*)$/gm)]
        .map(match => parseHeading(match[1]!)?.id)
        .filter(id => id !== undefined && catalogued(id))
      const newline = document.text.indexOf('\n', fence.place.start)
      report({
        place: { start: fence.place.start, end: newline < 0 ? fence.place.end : newline },
        unexpected: `code block that is never closed${swallowed.length > 0 ? `, with section \`${swallowed.join('`, `')}\` inside` : ''}`,
        expected: 'a closing fence of the same marks',
      })
    }
  },
})
