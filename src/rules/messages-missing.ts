import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { says } from '../core/lint/said.ts'
import { maskSecrets } from '../core/secrets.ts'
import { fragment } from './_sample.ts'
import { session } from './_session.ts'

const evidence = {
  session: session({
    messages: [{ kind: 'prompt', text: 'Keep money in cents', at: null, correction: true, ref: 'm1' }],
  }),
}

export default defineRule({
  id: 'messages-missing',
  group: 'context',
  tier: 'transcript',
  severity: 'error',
  summary: 'everything the user said in the transcript stands in the document',
  why: 'Summaries of recent messages keep a twentieth of the constraints; all messages keep nearly all of them.',
  enforces: ['qc-ctx-messages', 'qc-ctx-corrections'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.7', '1. correction: Keep money in cents'), evidence }],
    bad: [{ text: fragment('1.7', '1. request: Build the cart'), evidence }],
  },
  check({ document, evidence, report }) {
    const section = document.section('1.7') ?? document.section('1.25')
    if (!section || !evidence.session) return
    for (const { kind, text, correction } of evidence.session.messages) {
      if (kind === 'interrupt' || kind === 'shell' || text.trim() === '' || says(document, maskSecrets(text))) continue
      report({
        place: section.heading,
        unexpected: `document without the user's ${correction ? 'correction' : 'message'} ${quote(text)}`,
        expected: 'every message of the user',
      })
    }
  },
})
