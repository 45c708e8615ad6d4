import { isHalted } from '../core/halt.ts'
import { lastReflection } from '../core/lint/reflection.ts'
import { defineRule } from '../core/lint/rule.ts'
import { reflection } from './_reflection.ts'
import { session } from './_session.ts'

const HALT =
  '---\nDUMP COMPLETE. Work paused at checkpoint.\n\nTo resume: `/pull T-17` or claim the follow-up tasks created above.\n---\n'
const ended = (text: string) => ({
  session: session({
    messages: [{ kind: 'command', text: '/dump', at: null, correction: false, ref: 'm1' }],
    lastAssistant: { text, at: null, ref: 'a1' },
  }),
})

export default defineRule({
  id: 'halt-missing',
  group: 'reflection',
  tier: 'transcript',
  severity: 'error',
  summary: 'the last message of a dumped session ends with the halt block',
  why: 'Without it neither the user nor a hook knows that the session is closed.',
  enforces: ['dp-halt'],
  kinds: ['reflection'],
  examples: {
    ok: [{ text: reflection(), evidence: ended(`${reflection()}\n${HALT}`) }],
    bad: [{ text: reflection(), evidence: ended(reflection()) }],
  },
  check({ document, evidence: { session }, report }) {
    const found = lastReflection(document)
    const dumped = session?.messages.some(({ kind, text }) => kind === 'command' && /^\/(?:[\w-]+:)?dump\b/.test(text))
    const last = session?.lastAssistant?.text
    if (!found || !dumped || !last || isHalted(last) || isHalted(document.text)) return
    report({
      place: found.heading,
      unexpected: 'dump whose last message has no halt block',
      expected: 'the block that begins with `DUMP COMPLETE.`',
    })
  },
})
