import { defineRule } from '../core/lint/rule.ts'
import { oneLine, truncate } from '../core/text.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'judge-slot',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'every judge slot is filled in',
  why: 'A slot marks what code could not know and only the session can tell; left open, that knowledge is lost with the session.',
  enforces: ['qc-yaml-populated'],
  kinds: ['handoff', 'reflection', 'mission'],
  examples: {
    ok: [{ text: fragment('1.11', 'We began with the reader, because everything else rests on it.') }],
    bad: [{ text: fragment('1.11', '<!-- judge: what happened, in two or three paragraphs? -->') }],
  },
  check({ document, report }) {
    for (const { place, question } of document.slots)
      report({
        place,
        unexpected: 'open judge slot',
        expected: question ? `an answer to "${truncate(oneLine(question), 160)}"` : 'an answer',
        help: 'replace the whole comment by the answer; "none" is an answer',
      })
  },
})
