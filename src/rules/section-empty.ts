import type { DocumentSection, HandoffDocument } from '../core/document.ts'
import { defineRule } from '../core/lint/rule.ts'
import { section as catalogued, headingText } from '../core/sections.ts'
import { fragment } from './_sample.ts'

/** Sections that only hold others. */
const CONTAINERS = new Set(['0', '1', '2'])

export default defineRule({
  id: 'section-empty',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'every section says something',
  why: 'A heading with nothing below it is the mark of partial work: the successor must not build on it.',
  enforces: ['pw-empty-body'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.3', '- **ajv**: compiled to standalone validators at build time') }],
    bad: [{ text: `${fragment('1.3', '')}\n${fragment('1.4', 'We chose SQLite, because it needs no server.')}` }],
  },
  check({ document, report }) {
    for (const section of document.sections) {
      const entry = section.id === null ? undefined : catalogued(section.id)
      if (!entry || CONTAINERS.has(entry.id) || !isEmpty(document, section)) continue
      report({
        place: section.heading,
        unexpected: `empty section \`${headingText(entry)}\``,
        expected: entry.none ? `content, or \`${entry.none}\`` : 'content, or a sentence that says why there is none',
      })
    }
  },
})

/** Only headings, rules and tables without a row do not count; an open slot is content still to come. */
function isEmpty(document: HandoffDocument, section: DocumentSection): boolean {
  return section.nodes.every(node => {
    if (node.type === 'heading' || node.type === 'thematicBreak') return true
    if (node.type === 'html') return !/<!--\s*judge:/.test(node.value) && node.value.startsWith('<!--')
    if (node.type === 'code') return node.value.trim() === ''
    return document.text.slice(node.position?.start.offset, node.position?.end.offset).trim() === ''
  })
}
