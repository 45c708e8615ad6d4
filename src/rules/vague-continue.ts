import { placeOf, textOf } from '../core/document.ts'
import { defineRule } from '../core/lint/rule.ts'
import { inside } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const VAGUE =
  /\b(?:continue|resume|carry on|go on|proceed|pick up)\s+(?:with\s+)?(?:the\s+|this\s+|that\s+)?(?:workflow|work|session|task|where (?:we|i|you) left off|from where (?:we|i|you) left off)\b/i

export default defineRule({
  id: 'vague-continue',
  group: 'section-0',
  tier: 'pure',
  severity: 'error',
  summary: '0.1 gives a call to carry out, not an order to go on',
  why: '"Continue the workflow" names neither the skill nor the position; the successor improvises.',
  enforces: ['fb-vague-continue'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('0.1', fenced('Skill("develop", "--resume Phase3.Task7")')) }],
    bad: [
      { text: fragment('0.1', 'Continue the workflow.') },
      { title: 'as an argument', text: fragment('0.1', fenced('Skill("develop", "continue where we left off")')) },
    ],
  },
  check({ document, report }) {
    const section = document.section('0.1')
    if (!section) return
    for (const type of ['paragraph', 'code'] as const)
      for (const node of document.nodes(type)) {
        const place = placeOf(node)
        const match = inside(section.body, place) ? VAGUE.exec(textOf(node)) : null
        if (match)
          report({
            place,
            unexpected: `order to go on (\`${match[0]}\`)`,
            expected: '`Skill("name", "--resume …")` with the exact position',
          })
      }
  },
})
