import { defineRule } from '../core/lint/rule.ts'
import { handoffSections, headingText } from '../core/sections.ts'
import { fragment, skeleton } from './_sample.ts'

/** Lines a title and a short introduction may take before Section 0. */
const PREFACE_LINES = 30

export default defineRule({
  id: 'section-zero-first',
  group: 'section-0',
  tier: 'pure',
  severity: 'error',
  summary: 'Section 0 stands on top',
  why: 'It is executed before anything else is read; context that comes first is read by a session that has not booted.',
  enforces: ['qc-0-top'],
  kinds: ['handoff'],
  examples: {
    ok: [{ title: 'a title may stand before it', text: `# Handoff\n\n${skeleton()}` }],
    bad: [
      { title: 'context first', text: `${fragment('1.2', 'Ship it.')}\n${skeleton(ids => ids.slice(0, 6))}` },
      { title: 'a long preface', text: `${'A line of history.\n\n'.repeat(40)}${skeleton()}` },
    ],
  },
  check({ document, report }) {
    const zero = document.section('0') ?? document.sections.find(section => section.id?.startsWith('0.'))
    if (!zero) return
    const top = headingText(handoffSections.sections[0]!)
    const first = document.sections.find(section => section.id !== null)!
    if (first !== zero)
      return report({
        place: first.heading,
        unexpected: `section \`${first.id}\` before Section 0`,
        expected: `\`${top}\` on top of the document`,
      })
    const preface = document.text.slice(frontmatterEnd(document.tree), zero.heading.start)
    const lines = preface.split('\n').filter(line => line.trim() !== '').length
    if (lines > PREFACE_LINES)
      report({
        place: zero.heading,
        unexpected: `${lines} lines before Section 0`,
        expected: `a title and at most ${PREFACE_LINES} lines`,
        help: 'move context to Section 1',
      })
  },
})

function frontmatterEnd(tree: { children: { type: string; position?: { end: { offset?: number } } | undefined }[] }) {
  const first = tree.children[0]
  return first?.type === 'yaml' ? (first.position?.end.offset ?? 0) : 0
}
