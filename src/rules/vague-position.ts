import { labelsIn } from '../core/lint/labels.ts'
import { defineRule } from '../core/lint/rule.ts'
import { isOpen } from '../core/lint/text.ts'
import { fragment } from './_sample.ts'

/** Something a stranger can go to: a file, a line, a phase or task with its number, code, a quotation, an id. */
const POINTER =
  /[`"“'][^`"”'\n]{2,}[`"”']|\/[\w.-]+|\w\.\w{1,5}\b|:\d+|\b(?:phase|task|step|todo|section|line|batch|part|test|commit)\s*#?\w*\d|#\d+|\bnothing\b|\bnone\b|\w: \S/i

export default defineRule({
  id: 'vague-position',
  group: 'context',
  tier: 'pure',
  severity: 'warning',
  summary: 'the exact position in 1.1 names a file, a line, a phase or a decision',
  why: '"In progress" is not a position; the successor starts over at a place it knows.',
  enforces: ['qc-org-ownership', 'rf-executable'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.1', '- **Exact Position:** src/cart.ts:47, deciding how to round') }],
    bad: [{ text: fragment('1.1', '- **Exact Position:** in the middle of the work') }],
  },
  check({ document, report }) {
    const label = labelsIn(document, '1.1').find(({ name }) => name === 'exact position')
    if (!label || label.value === '' || isOpen(document, label.whole)) return
    if (!POINTER.test(document.text.slice(label.place.end, label.whole.end).slice(0, 2000)))
      report({
        place: label.whole,
        unexpected: 'exact position without a file, a line or a step',
        expected: 'where precisely the work stands: `file:line`, phase and task, or the open decision',
      })
  },
})
