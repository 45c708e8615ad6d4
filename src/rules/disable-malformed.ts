import { defineRule } from '../core/lint/rule.ts'
import { suggest } from '../core/text.ts'
import { fragment } from './_sample.ts'

const comment = (rest: string) => fragment('1.11', `<!-- midstride-disable-next-line ${rest} -->\nShort.`)

const EXPECTED = '`midstride-disable-next-line rule-id -- reason`'

export default defineRule({
  id: 'disable-malformed',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'a comment that switches rules off names them and says why',
  why: 'A suppression nobody can judge is a finding deleted.',
  kinds: ['handoff', 'reflection', 'mission'],
  last: true,
  examples: {
    ok: [{ text: comment('disable-malformed until=2026-12-31 -- one line says it all') }],
    bad: [
      { title: 'no reason', text: comment('disable-malformed') },
      { title: 'no rule', text: comment('-- because') },
      { title: 'a rule that does not exist', text: comment('disable-malformt -- because') },
      { title: 'no date', text: comment('disable-malformed until=later -- because') },
    ],
  },
  check({ directives, known, report }) {
    for (const { place, ids, until, void: reason } of directives) {
      if (reason === 'rule') report({ place, unexpected: 'comment that switches off no rule', expected: EXPECTED })
      if (reason === 'reason') report({ place, unexpected: 'rule switched off without a reason', expected: EXPECTED })
      if (reason === 'date') report({ place, unexpected: `\`until=${until}\``, expected: 'a day, `until=2026-12-31`' })
      for (const id of ids) {
        if (known.has(id)) continue
        const near = suggest(id, known.keys())
        report({
          place,
          unexpected: `unknown rule \`${id}\` in a comment`,
          expected: near ? `\`${near}\`` : 'a rule that `midstride rules` lists',
        })
      }
    }
  },
})
