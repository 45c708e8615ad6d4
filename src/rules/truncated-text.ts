import { proseOf } from '../core/lint/prose.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'

const MARK =
  /[[(](?:output |content |text |rest )?(?:truncated|omitted|cut off|continued(?: (?:below|in (?:the )?next \w+))?|unchanged|same as (?:above|before))(?: for brevity)?\.{0,3}[\])]|\betc\.? etc\b|(?:^|\s)(?:…|\.\.\.) ?\((?:more|rest|remaining)[^()\n]{0,40}\)/i

/** Sections that quote what was said and printed. */
const QUOTING = /^1\.(?:1|6|7|8|12|13|18|25)(?:\.|$)/

export default defineRule({
  id: 'truncated-text',
  group: 'structure',
  tier: 'pure',
  severity: 'warning',
  summary: 'nothing is left out with a remark',
  why: '"[rest unchanged]" refers to a text the successor has never seen.',
  enforces: ['pw-abrupt-end'],
  kinds: ['handoff', 'reflection', 'mission'],
  examples: {
    ok: [{ text: fragment('1.3', '- **Streams**: the reader is a stream, since files exceed memory') }],
    bad: [{ text: fragment('1.3', '- **Streams**: the reader is a stream [truncated]') }],
  },
  check({ document, report }) {
    for (const { start, source, section } of proseOf(document)) {
      if (QUOTING.test(section)) continue
      const match = MARK.exec(source)
      if (match)
        report({
          place: { start: start + match.index, end: start + match.index + match[0].length },
          unexpected: `text left out (\`${match[0].trim()}\`)`,
          expected: 'the text, or where it stands',
        })
    }
  },
})
