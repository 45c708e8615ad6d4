import { defineRule } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'disable-unused',
  group: 'structure',
  tier: 'pure',
  severity: 'warning',
  summary: 'every comment that switches a rule off is needed',
  why: 'One that is left over hides the next finding of that rule.',
  kinds: ['handoff', 'reflection', 'mission'],
  last: true,
  examples: {
    ok: [{ text: fragment('1.11', 'No comment.') }],
    bad: [
      {
        text: fragment(
          '1.11',
          '<!-- midstride-disable-next-line disable-unused -- there was a reason once -->\nShort.',
        ),
      },
    ],
  },
  check({ directives, known, report }) {
    for (const { place, ids, used, void: reason } of directives)
      for (const id of ids)
        if (reason === null && known.get(id)?.ran && known.get(id)!.group !== 'safety' && !used.includes(id))
          report({
            place,
            unexpected: `comment that switches off \`${id}\`, which reports nothing there`,
            expected: 'no comment',
          })
  },
})
