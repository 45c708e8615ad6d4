import { defineRule } from '../core/lint/rule.ts'
import { section as catalogued } from '../core/sections.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'heading-nesting',
  group: 'structure',
  tier: 'pure',
  severity: 'warning',
  summary: 'a section stands one or more levels below the one it belongs to',
  why: 'Outlines, folding and section readers go by heading level.',
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${fragment('0', 'Boot.')}\n${fragment('0.1', 'NO ACTIVE SKILL - proceed to 0.2')}` }],
    bad: [{ text: '## SECTION 0: MANDATORY FIRST ACTIONS\n\n## 0.1 Workflow Restoration\n\nText.\n' }],
  },
  check({ document, report }) {
    const depths = new Map<string, number>()
    for (const { id, depth, heading } of document.sections) {
      if (id === null || !catalogued(id)) continue
      const parent = id.startsWith('Step ') ? '2' : id.slice(0, Math.max(0, id.lastIndexOf('.')))
      const above = depths.get(parent)
      if (above !== undefined && depth <= above)
        report({
          place: heading,
          unexpected: `heading of level ${depth} for \`${id}\``,
          expected: `a level below that of \`${parent}\`, which is ${above}`,
        })
      depths.set(id, depth)
    }
  },
})
