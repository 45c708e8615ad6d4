import { defineRule } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'

const comment = (until: string) =>
  fragment(
    '1.11',
    `<!-- midstride-disable-next-line disable-expired until=${until} -- the story is written at the end of the week -->\nShort.`,
  )

export default defineRule({
  id: 'disable-expired',
  group: 'structure',
  tier: 'pure',
  severity: 'warning',
  summary: 'no comment switches rules off beyond its day',
  why: 'An exception with an end was meant to end.',
  kinds: ['handoff', 'reflection', 'mission'],
  last: true,
  examples: { ok: [{ text: comment('2999-12-31') }], bad: [{ text: comment('2020-01-31') }] },
  check({ directives, today, report }) {
    for (const { place, until, void: reason } of directives)
      if (reason === 'expired')
        report({
          place,
          unexpected: `exception that ended on ${until}`,
          expected: `the finding mended by ${today}`,
          help: 'mend it and remove the comment, or give it a new day',
        })
  },
})
