import { FIELDS, lastReflection } from '../core/lint/reflection.ts'
import { defineRule } from '../core/lint/rule.ts'
import { suggest } from '../core/text.ts'
import { reflection } from './_reflection.ts'

const order = FIELDS.map(field => field.key as string)

export default defineRule({
  id: 'reflection-order',
  group: 'reflection',
  tier: 'pure',
  severity: 'error',
  summary: 'the fields of a reflection stand in order, each once, under their own names',
  why: 'Readers of many reflections find a field by its place and its name.',
  enforces: ['dp-reflection'],
  kinds: ['reflection', 'handoff', 'mission'],
  examples: {
    ok: [{ text: reflection() }],
    bad: [
      { title: 'swapped', text: reflection().replace(/(\*\*Prompts.*\n)(\*\*Guidance.*\n)/, '$2$1') },
      { title: 'twice', text: reflection().replace(/(\*\*Prompts.*\n)/, '$1$1') },
      { title: 'another name', text: reflection().replace('**Next step**', '**Next steps**') },
    ],
  },
  check({ document, report }) {
    const entries = lastReflection(document)?.entries ?? []
    const seen = new Set<string>()
    let last = -1
    for (const { key, label, place } of entries) {
      const rank = key === null ? -1 : order.indexOf(key)
      if (key === null) {
        const near = suggest(
          label,
          FIELDS.map(field => field.label),
        )
        report({ place, unexpected: `field \`${label}\``, expected: near ? `\`${near}\`` : 'one of the nine fields' })
      } else if (seen.has(key)) report({ place, unexpected: `second field \`${label}\``, expected: 'each field once' })
      else if (rank < last)
        report({
          place,
          unexpected: `field \`${label}\` out of order`,
          expected: FIELDS.map(field => field.label).join(', '),
        })
      if (key !== null) seen.add(key)
      last = Math.max(last, rank)
    }
  },
})
