import { proseOf } from '../core/lint/prose.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'

const DANGLING =
  /\b(?:as (?:we )?(?:discussed|mentioned|said|described|agreed)(?: (?:above|before|earlier|previously))?|(?:see|as in) the (?:transcript|conversation|chat)|the same (?:fix|approach|way|thing) as (?:before|last time)|like last time|as usual|you know (?:what|which|how)|(?:yesterday|earlier today|this morning|last night))\b/i

/** Sections written by the model alone; elsewhere the words may be quoted. */
const WRITTEN = /^1\.(?:3|11|21)$/

export default defineRule({
  id: 'dangling-reference',
  group: 'context',
  tier: 'pure',
  severity: 'warning',
  summary: 'sentences stand on their own',
  why: 'The successor has seen no conversation: "as discussed" refers to nothing, "yesterday" to any day.',
  enforces: ['qc-ctx-concepts'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.11', 'On 2 March the user decided to keep money in cents.') }],
    bad: [
      { text: fragment('1.11', 'As discussed above, money is kept in cents.') },
      { title: 'a day without a date', text: fragment('1.11', 'The user decided yesterday to keep money in cents.') },
    ],
  },
  check({ document, report }) {
    for (const { start, source, section } of proseOf(document)) {
      if (!WRITTEN.test(section)) continue
      const match = DANGLING.exec(source)
      if (match)
        report({
          place: { start: start + match.index, end: start + match.index + match[0].length },
          unexpected: `reference to what the successor has not seen (\`${match[0]}\`)`,
          expected: 'the thing itself, with its date or its place',
        })
    }
  },
})
