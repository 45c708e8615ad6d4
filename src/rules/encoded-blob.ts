import { proseOf } from '../core/lint/prose.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'

const BLOB = /(?<![\w/+])(?:[A-Za-z0-9+/]{240,}={0,2}|(?:[0-9a-fA-F]{2}){160,}|(?:\\x[0-9a-fA-F]{2}){40,})(?![\w/+])/g
/** Fewer characters than this hold no such run. */
const SHORTEST = 160

export default defineRule({
  id: 'encoded-blob',
  group: 'safety',
  tier: 'pure',
  severity: 'warning',
  summary: 'no long encoded text stands in prose',
  why: 'Nobody can read what it says; an agent can, and may do it.',
  kinds: ['handoff', 'reflection', 'mission'],
  examples: {
    ok: [{ text: fragment('1.22', 'Commit 8f3a2c1d9b7e6f5a4c3b2a1908f7e6d5c4b3a291 holds the reader.') }],
    bad: [{ text: fragment('1.11', `Then run ${'QWxsIHlvdXIgYmFzZQ'.repeat(16)}.`) }],
  },
  check({ document, report }) {
    for (const { start, source } of proseOf(document))
      for (const match of source.length < SHORTEST ? [] : source.matchAll(BLOB))
        report({
          place: { start: start + match.index, end: start + match.index + match[0].length },
          unexpected: `encoded text of ${match[0].length} characters`,
          expected: 'what it says, or the file it is in',
        })
  },
})
