import { defineRule } from '../core/lint/rule.ts'
import { swallowing } from '../core/lint/swallowed.ts'
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
    bad: [
      { text: `${fragment('1.19', '```bash\ngit status')}\n${fragment('1.21', '- [ ] tests pass')}` },
      {
        title: 'closed by the end of another',
        text: `${fragment('1.19', '```bash\ngit status')}\n${fragment('1.20', '```yaml\nmode: auto\n```')}`,
      },
    ],
  },
  check({ document, report }) {
    for (const { fence, ids } of swallowing(document)) {
      const newline = document.text.indexOf('\n', fence.place.start)
      report({
        place: { start: fence.place.start, end: newline < 0 ? fence.place.end : newline },
        unexpected: `code block that ${fence.closed ? 'runs on' : 'is never closed'}${ids.length > 0 ? `, with section \`${ids.join('`, `')}\` inside` : ''}`,
        expected: 'a closing fence of the same marks where the code ends',
      })
    }
  },
})
