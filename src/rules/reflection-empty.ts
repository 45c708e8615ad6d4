import { lastReflection } from '../core/lint/reflection.ts'
import { defineRule } from '../core/lint/rule.ts'
import { reflection } from './_reflection.ts'

export default defineRule({
  id: 'reflection-empty',
  group: 'reflection',
  tier: 'pure',
  severity: 'error',
  summary: 'no field of a reflection is empty',
  why: 'An empty field cannot be told from a forgotten one; "none" can.',
  enforces: ['dp-reflection'],
  kinds: ['reflection', 'handoff', 'mission'],
  examples: {
    ok: [{ text: reflection() }],
    bad: [{ text: reflection().replace('**Proposed changes**: none', '**Proposed changes**:') }],
  },
  check({ document, report }) {
    for (const { key, label, value, place } of lastReflection(document)?.entries ?? [])
      if (key !== null && value.trim() === '')
        report({ place, unexpected: `empty field \`${label}\``, expected: 'a value, or `none`' })
  },
})
