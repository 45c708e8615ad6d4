import { errorWords } from '../core/derive/errors.ts'
import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { says } from '../core/lint/said.ts'
import { maskSecrets } from '../core/secrets.ts'
import { fragment } from './_sample.ts'
import { session } from './_session.ts'

const evidence = {
  session: session({
    errors: [{ tool: 'Bash', kind: 'command', text: 'ENOENT: cart.json', at: null, resolved: false, ref: 'e1' }],
  }),
}

export default defineRule({
  id: 'errors-missing',
  group: 'context',
  tier: 'transcript',
  severity: 'warning',
  summary: 'every error that was not resolved stands in the document',
  why: 'The successor meets it as something new, after an hour.',
  enforces: ['qc-ctx-errors'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.6', 'ENOENT: cart.json is still open.'), evidence }],
    bad: [{ text: fragment('1.6', 'No errors.'), evidence }],
  },
  check({ document, evidence, report }) {
    const section = document.section('1.6')
    if (!section || !evidence.session) return
    const words = errorWords(evidence.session)
    const open = evidence.session.errors.filter(
      ({ resolved, kind }) => !resolved && kind !== 'interrupted' && kind !== 'denied',
    )
    for (const error of open)
      if (!says(document, maskSecrets(error.text)) && !says(document, words(error)))
        report({
          place: section.heading,
          unexpected: `document without the open error ${quote(error.text)}`,
          expected: 'every error that was not resolved',
        })
  },
})
