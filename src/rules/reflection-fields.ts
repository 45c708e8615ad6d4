import { FIELDS, lastReflection } from '../core/lint/reflection.ts'
import { defineRule } from '../core/lint/rule.ts'
import { isOpen } from '../core/lint/text.ts'
import { reflection } from './_reflection.ts'

export default defineRule({
  id: 'reflection-fields',
  group: 'reflection',
  tier: 'pure',
  severity: 'error',
  summary: 'a reflection has all nine fields',
  why: 'Each field answers a question someone asks later; a missing one is answered by guessing.',
  enforces: ['dp-reflection'],
  kinds: ['reflection', 'handoff', 'mission'],
  examples: {
    ok: [
      { text: reflection() },
      { title: 'blank lines between fields', text: reflection().replaceAll('\n', '\n\n') },
      {
        title: 'no root cause when it was a success',
        text: reflection()
          .replace('partial', 'success')
          .replace(/\*\*Root.*\n/, ''),
      },
      {
        title: 'only a question was answered',
        text: '## Framework Reflection\n\nAnswered user\'s question: "Which port?"\n',
      },
    ],
    bad: [
      { text: reflection().replace(/\*\*Followed.*\n/, '') },
      { title: 'no root cause, though it was no success', text: reflection().replace(/\*\*Root.*\n/, '') },
      { title: 'no fields', text: '## Framework Reflection\n\nIt went well.\n' },
    ],
  },
  check({ document, report }) {
    const found = lastReflection(document)
    if (!found || found.quickExit || isOpen(document, found.body)) return
    const has = new Map(found.entries.map(entry => [entry.key, entry.value]))
    const missing = FIELDS.filter(field => {
      const when = 'optional_when' in field ? Object.entries(field.optional_when ?? {}) : []
      const optional = when.some(([key, value]) => has.get(key)?.toLowerCase() === value)
      return !has.has(field.key) && !optional
    })
    if (missing.length > 0)
      report({
        place: found.heading,
        unexpected: `reflection without \`${missing.map(field => field.label).join('`, `')}\``,
        expected: 'the nine fields, `**Prompts**:` to `**Next step**:`',
        help:
          missing.length === FIELDS.length
            ? 'a session that only answered a question writes: Answered user\'s question: "…"'
            : undefined,
      })
  },
})
