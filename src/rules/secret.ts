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
    for (const { name, start, end } of findSecrets(document.text))
      report({
        place: { start, end },
        unexpected: `${name} in the document`,
        expected: 'the name of the variable or file that holds it',
        help: 'revoke it: it may have been read already. `--fix` masks it',
        fix: [{ start, end, text: maskSecrets(document.text.slice(start, end)) }],
      })
  },
})
