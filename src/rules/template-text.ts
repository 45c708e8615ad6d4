import { placeOf } from '../core/document.ts'
import { defineRule } from '../core/lint/rule.ts'
import { filledRows, tablesIn } from '../core/lint/tables.ts'
import { templateWords } from '../core/lint/template.ts'
import { templateText } from '../generated/template-text.ts'
import { fragment } from './_sample.ts'

/** Their words explain the table above them as well. */
const LEGENDS = new Set(['1.15', '1.18'])

/** Longer than any paragraph of the template. */
const LONGEST = 1200

export default defineRule({
  id: 'template-text',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'no section repeats what the template asks for in place of an answer',
  why: 'A copied instruction looks like content and says nothing; the successor reads on and misses what should stand there.',
  enforces: ['qc-yaml-populated'],
  kinds: ['handoff'],
  examples: {
    ok: [
      { text: fragment('1.3', 'Half-even rounding, because it is the rule of the tax office.') },
      {
        title: 'a legend below its table',
        text: fragment(
          '1.15',
          '| Decision | Rationale | Confirmed | Binding |\n|---|---|---|---|\n| Tabs | taste | Yes | SESSION |\n\nABSOLUTE: never violate. SESSION: ask before changing.',
        ),
      },
    ],
    bad: [
      {
        title: 'the words of the command',
        text: fragment('1.3', 'Technologies, patterns and architecture, each with why.'),
      },
      {
        title: 'wrapped and marked',
        text: fragment('1.7', 'All, *verbatim*, in order;\nno tool results. Typed in 1.25.'),
      },
    ],
  },
  check({ document, report }) {
    for (const [id, texts] of Object.entries(templateText)) {
      if (LEGENDS.has(id) && tablesIn(document, id).some(table => filledRows(table).length > 0)) continue
      for (const node of document.section(id)?.nodes ?? []) {
        if (node.type !== 'paragraph') continue
        const { start, end } = placeOf(node)
        if (end - start < LONGEST && texts.includes(templateWords(document.text.slice(start, end))))
          report({
            place: { start, end },
            unexpected: `instruction of the template in section \`${id}\``,
            expected: 'what it asks for',
          })
      }
    }
  },
})
