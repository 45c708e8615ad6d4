import { defineRule } from '../core/lint/rule.ts'
import { findSecrets, maskSecrets } from '../core/secrets.ts'
import { fragment } from './_sample.ts'

/** Put together here, so that no scanner takes this file for a leak. */
const key = `${'ghp'}_${'A1b2C3d4E5'.repeat(4)}`

export default defineRule({
  id: 'secret',
  group: 'safety',
  tier: 'pure',
  severity: 'error',
  summary: 'no credential stands in the document',
  why: 'Handoffs are committed, mailed and read by other agents; a key in one is a key published.',
  kinds: ['handoff', 'reflection', 'mission'],
  fixable: true,
  examples: {
    ok: [{ text: fragment('1.19', 'The token is in the environment as GITHUB_TOKEN.') }],
    bad: [{ text: fragment('1.19', `The token is ${key}.`) }],
  },
  check({ document, report }) {
    for (const { name, start, end } of findSecrets(document.text)) {
      const found = document.text.slice(start, end)
      if (MASKED.test(found)) continue
      const whole = !found.startsWith('-----BEGIN') || found.trimEnd().endsWith('-----')
      report({
        place: { start, end: Math.min(end, start + SHOWN) },
        unexpected: `${name} in the document`,
        expected: 'the name of the variable or file that holds it',
        help: 'revoke it: it may have been read already. `--fix` masks it',
        ...(whole && { fix: [{ start, end, text: maskSecrets(found) }] }),
      })
    }
  },
})

/** Masked already; in prose the brackets are escaped. */
const MASKED = /^.{0,80}\\?\[mas/
/** A key without its end marker reaches to the end of the document: it is pointed at, not covered. */
const SHOWN = 200
