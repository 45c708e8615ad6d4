import { defineRule } from '../core/lint/rule.ts'
import { sectionOpen } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

/** Sections that consist of commands, with what each has to show. */
const SECTIONS: readonly (readonly [id: string, shows: string])[] = [
  ['1.19', 'branch and git status'],
  ['Step 0', 'directory, a file that must be there, and git status'],
]

export default defineRule({
  id: 'smoke-test',
  group: 'verification',
  tier: 'pure',
  severity: 'warning',
  summary: '1.19 and Step 0 hold commands, each with what is expected',
  why: 'Three commands tell in a second that the successor stands in the wrong directory or on the wrong branch.',
  enforces: ['qc-ver-artifacts', 'fb-done-claims'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.19', fenced('git branch --show-current  # Expected: cart', 'bash')) }],
    bad: [
      { title: 'prose', text: fragment('1.19', 'On branch cart.') },
      { title: 'nothing to compare with', text: fragment('Step 0', fenced('pwd\ngit status', 'bash')) },
    ],
  },
  check({ document, report }) {
    for (const [id, shows] of SECTIONS) {
      const section = document.section(id)
      if (!section || section.nodes.length === 0 || sectionOpen(document, section)) continue
      const fences = document.fences.filter(fence => fence.section === id)
      if (fences.length === 0)
        report({
          place: section.heading,
          unexpected: `section \`${id}\` without commands`,
          expected: `a code block that shows ${shows}`,
        })
      else if (!fences.some(fence => /#[^\n]*expected/i.test(fence.value)))
        report({
          place: fences[0]!.place,
          unexpected: `commands in \`${id}\` without what is expected`,
          expected: '`# Expected: …` behind each command',
        })
    }
  },
})
