import { callsIn } from '../core/lint/calls.ts'
import { tablePaths } from '../core/lint/paths.ts'
import { defineRule } from '../core/lint/rule.ts'
import { inside } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const table =
  '| Priority | Path (ABSOLUTE) | Why | Focus Section |\n|---|---|---|---|\n| 1 | /code/shop/plan.md | tasks | all |'

export default defineRule({
  id: 'reread-calls',
  group: 'plans',
  tier: 'pure',
  severity: 'error',
  summary: '1.10 reads the documents it lists',
  why: 'A list is a reference; calls are an instruction, and only those are carried out.',
  enforces: ['qc-plans-reads', 'qc-final-plans'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.10', `${table}\n\n${fenced('Read("/code/shop/plan.md")')}`) }],
    bad: [{ text: fragment('1.10', table) }],
  },
  check({ document, report }) {
    const section = document.section('1.10')
    if (!section) return
    const read = new Set(callsIn(document, '1.10', 'Read').map(call => call.args[0]?.value))
    for (const { path, place } of tablePaths(document))
      if (inside(section.body, place) && !read.has(path))
        report({
          place,
          unexpected: `document \`${path}\` in 1.10 that nothing reads`,
          expected: `\`Read("${path}")\` in a code block below the table`,
        })
  },
})
