import { FIELDS, lastReflection } from '../core/lint/reflection.ts'
import { defineRule } from '../core/lint/rule.ts'
import { isOpen } from '../core/lint/text.ts'
import { reflection } from './_reflection.ts'

const WORDS: readonly string[] = FIELDS.find(field => field.key === 'followed')!.starts_with!

export default defineRule({
  id: 'reflection-followed',
  group: 'reflection',
  tier: 'pure',
  severity: 'error',
  summary: '`Followed` begins with Yes, No or Partial',
  why: 'The first word is counted; what comes after it explains.',
  enforces: ['dp-reflection'],
  kinds: ['reflection', 'handoff', 'mission'],
  examples: {
    ok: [{ text: reflection().replace('**Followed**: Yes', '**Followed**: Partial - the plan was left at step 3') }],
    bad: [{ text: reflection().replace('**Followed**: Yes', '**Followed**: mostly') }],
  },
  check({ document, report }) {
    const entry = lastReflection(document)?.entries.findLast(({ key }) => key === 'followed')
    if (!entry || entry.value === '' || entry.value.startsWith('[') || isOpen(document, entry.valuePlace)) return
    if (WORDS.some(word => new RegExp(`^${word}\\b`, 'i').test(entry.value))) return
    report({
      place: entry.valuePlace,
      unexpected: `\`Followed\` of \`${entry.value.slice(0, 60)}\``,
      expected: `it to begin with ${WORDS.map(word => `\`${word}\``).join(', ')}`,
    })
  },
})
