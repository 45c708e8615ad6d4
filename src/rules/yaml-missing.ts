import { defineRule } from '../core/lint/rule.ts'
import { sectionOpen } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'yaml-missing',
  group: 'machine-readable',
  tier: 'pure',
  severity: 'error',
  summary: '1.20 holds the state as one YAML block',
  why: 'Automatic restoration reads nothing but this block.',
  enforces: ['qc-yaml-populated'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.20', fenced('format_version: "3.0"', 'yaml')) }],
    bad: [
      { text: fragment('1.20', 'See the tables above.') },
      { title: 'a block without its language', text: fragment('1.20', fenced('format_version: "3.0"')) },
      {
        title: 'two blocks',
        text: fragment('1.20', `${fenced('mode: auto', 'yaml')}\n\n${fenced('todos: []', 'yaml')}`),
      },
    ],
  },
  check({ document, report }) {
    const section = document.section('1.20')
    if (!section || section.nodes.length === 0) return
    const fences = document.fences.filter(fence => fence.section === '1.20')
    const blocks = fences.filter(fence => fence.lang === 'yaml' || fence.lang === 'yml')
    const untagged = fences.find(fence => /^format_version\s*:/m.test(fence.value))
    if (blocks.length === 0 && !sectionOpen(document, section))
      report({
        place: untagged?.place ?? section.heading,
        unexpected: untagged
          ? 'state in a code block that is not marked `yaml`'
          : 'section `1.20` without a YAML block',
        expected: 'one code block that begins with ```yaml',
      })
    for (const block of blocks.slice(1))
      report({
        place: block.place,
        unexpected: 'second YAML block in 1.20',
        expected: 'the whole state in one block',
        help: 'only the first is read',
      })
  },
})
