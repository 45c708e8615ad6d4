import type { HandoffDocument } from '../core/document.ts'
import { labelFormats } from '../core/lint/format.ts'
import { labelsIn, plainLabel } from '../core/lint/labels.ts'
import { defineRule } from '../core/lint/rule.ts'
import { isOpen } from '../core/lint/text.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'label-empty',
  group: 'context',
  tier: 'pure',
  severity: 'error',
  summary: 'every label of the format has a value',
  why: 'An empty label cannot be told from a forgotten one; "none" can.',
  enforces: ['qc-org-ownership', 'qc-ctx-corrections'],
  kinds: ['handoff'],
  examples: {
    ok: [
      { text: fragment('1.2', '- **Ultimate Goal:** a shop that sells') },
      { title: 'a list inside the item', text: fragment('1.1', '- **Responsibilities:**\n  - the parser') },
      { title: 'a list below the label', text: fragment('1.8', '**Implicit Todos:**\n\n- rotate the key') },
    ],
    bad: [{ text: fragment('1.2', '- **Ultimate Goal:**\n- **Current Phase:** Phase 3') }],
  },
  check({ document, report }) {
    for (const [id, names] of Object.entries(labelFormats)) {
      const labels = labelsIn(document, id)
      let heading = 0
      for (const [index, { name, value, place, whole }] of labels.entries()) {
        if (value !== '' || !names.some(label => name.startsWith(plainLabel(label)))) continue
        while (startOf(document, heading) <= place.start) heading += 1
        const end = Math.min(startOf(document, heading), labels[index + 1]?.place.start ?? document.text.length)
        if (isOpen(document, { start: place.start, end }) || /[^\s>*+.-]/.test(document.text.slice(whole.end, end)))
          continue
        report({
          place,
          unexpected: `label \`${document.text.slice(place.start, place.end)}\` without a value`,
          expected: 'a value, or `none`',
        })
      }
    }
  },
})

/** Where the heading with that index begins; infinitely far behind the last one. */
const startOf = (document: HandoffDocument, index: number): number =>
  document.sections[index]?.heading.start ?? Number.POSITIVE_INFINITY
