import type { HandoffDocument } from '../core/document.ts'
import type { Place } from '../core/finding.ts'
import { defineRule } from '../core/lint/rule.ts'
import { swallowing } from '../core/lint/swallowed.ts'
import { plainTitle } from '../core/recognise.ts'
import { handoffSections, headingText } from '../core/sections.ts'
import { count } from '../core/text.ts'
import { skeleton } from './_sample.ts'

export default defineRule({
  id: 'section-missing',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'every section of the format is there',
  why: 'The successor finds things by section number; a missing one looks like "nothing to say" and means "forgotten".',
  enforces: ['pw-missing-subsection', 'qc-ctx-1.25'],
  kinds: ['handoff'],
  examples: {
    ok: [{ title: 'all sections in order', text: skeleton() }],
    bad: [
      { title: 'without 1.13', text: skeleton(ids => ids.filter(id => id !== '1.13')) },
      { title: 'without the whole continuation protocol', text: skeleton(ids => ids.slice(0, ids.indexOf('2'))) },
    ],
  },
  check({ document, report }) {
    const swallowed = new Set(swallowing(document).flatMap(({ ids }) => ids))
    const titles = new Set(document.sections.flatMap(({ id, title }) => (id === null ? [] : [plainTitle(title)])))
    const missing = handoffSections.sections.filter(
      // under another number it is there all the same; `section-number` reports that
      ({ required, id, title }) =>
        required && !swallowed.has(id) && !document.section(id) && !titles.has(plainTitle(title)),
    )
    const gone = new Set(missing.map(entry => entry.id))
    for (const entry of missing) {
      const parent = parentOf(entry.id)
      if (parent && gone.has(parent)) continue
      const below = missing.filter(other => other !== entry && isBelow(other.id, entry.id)).length
      report({
        place: whereItBelongs(document, entry.id),
        unexpected: `document without section \`${headingText(entry)}\`${below ? ` and ${count(below, 'section')} below it` : ''}`,
        expected: 'every section of the format',
        help: entry.none
          ? `add it; when there is nothing to say, its body is \`${entry.none}\``
          : 'add it; `midstride draft` writes every section',
      })
    }
  },
})

function parentOf(id: string): string | null {
  if (id.startsWith('Step ')) return '2'
  const dot = id.lastIndexOf('.')
  return dot < 0 ? null : id.slice(0, dot)
}

function isBelow(id: string, ancestor: string): boolean {
  for (let at = parentOf(id); at !== null; at = parentOf(at)) if (at === ancestor) return true
  return false
}

/** The heading before which it should stand, or the end of the document. */
function whereItBelongs(document: HandoffDocument, id: string): Place {
  const order = handoffSections.sections.map(entry => entry.id)
  for (const next of order.slice(order.indexOf(id) + 1)) {
    const section = document.section(next)
    if (section) return section.heading
  }
  const end = document.text.trimEnd().length
  return { start: Math.max(0, end - 1), end }
}
