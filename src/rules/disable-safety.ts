import { defineRule } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'

const comment = (id: string) => fragment('1.11', `<!-- midstride-disable-next-line ${id} -- reviewed -->\nShort.`)

export default defineRule({
  id: 'disable-safety',
  group: 'safety',
  tier: 'pure',
  severity: 'error',
  summary: 'no comment switches off a safety rule',
  why: 'Whoever can write into a handoff could otherwise also write the comment that hides it.',
  kinds: ['handoff', 'reflection', 'mission'],
  last: true,
  examples: { ok: [{ text: comment('narrative') }], bad: [{ text: comment('disable-safety') }] },
  check({ directives, known, report }) {
    for (const { place, ids } of directives)
      for (const id of ids)
        if (known.get(id)?.group === 'safety')
          report({
            place,
            unexpected: `comment against the safety rule \`${id}\``,
            expected: 'the finding mended',
            help: 'a person can switch the rule off in the configuration',
          })
  },
})
