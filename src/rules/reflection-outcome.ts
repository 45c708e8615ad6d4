import { FIELDS, lastReflection } from '../core/lint/reflection.ts'
import { defineRule } from '../core/lint/rule.ts'
import { isOpen } from '../core/lint/text.ts'
import { suggest } from '../core/text.ts'
import { reflection } from './_reflection.ts'

const OUTCOMES: readonly string[] = FIELDS.find(field => field.key === 'outcome')!.enum!

export default defineRule({
  id: 'reflection-outcome',
  group: 'reflection',
  tier: 'pure',
  severity: 'error',
  summary: 'the outcome is `success`, `partial` or `failure`',
  why: 'It is counted, not read: "was not fixed" passed as a success where prose was searched for words.',
  enforces: ['dp-reflection', 'dp-outcome'],
  kinds: ['reflection', 'handoff', 'mission'],
  examples: {
    ok: [{ text: reflection() }],
    bad: [
      { text: reflection().replace('**Outcome**: partial', '**Outcome**: banana') },
      { title: 'a sentence', text: reflection().replace('**Outcome**: partial', '**Outcome**: the bug was not fixed') },
    ],
  },
  check({ document, report }) {
    const entry = lastReflection(document)?.entries.findLast(({ key }) => key === 'outcome')
    if (!entry || entry.value === '' || isOpen(document, entry.valuePlace)) return
    if (OUTCOMES.includes(entry.value.replace(/[`*.]/g, '').trim())) return
    const near = suggest(entry.value, OUTCOMES)
    report({
      place: entry.valuePlace,
      unexpected: `outcome \`${entry.value.slice(0, 60)}\``,
      expected: OUTCOMES.map(outcome => `\`${outcome}\``).join(', '),
      help: near && `did you mean \`${near}\`?`,
    })
  },
})
