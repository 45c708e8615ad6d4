import { placeOf, textOf } from '../core/document.ts'
import { defineRule } from '../core/lint/rule.ts'
import { findTables } from '../core/lint/tables.ts'
import { mission } from './_mission.ts'
import { fragment } from './_sample.ts'

const ALONE =
  /^(?:TODO|TBD|FIXME|XXX|\?{2,}|t\.?b\.?d\.?|to be (?:determined|done|filled in|written)|fill (?:me|this) in|lorem ipsum\b.*)[.:!]?$/i
const BEGINS = /^(?:TODO|TBD|FIXME|XXX)\b(?:\([^()]{0,40}\))?\s*[:-]/

/** Sections in which only the writer speaks; elsewhere the words may be those of a todo or of the user. */
const WRITTEN = /^(?:0(?:\.|$)|1\.(?:3|4|9|10|11|14|16|19|21|22|23|24)$|Step )/

export default defineRule({
  id: 'todo-marker',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'no marker of unfinished writing is left',
  why: 'A marker says that the writer knew something was missing and that nobody will ever add it.',
  enforces: ['pw-todo-marker'],
  kinds: ['handoff', 'reflection', 'mission'],
  examples: {
    ok: [
      { title: 'a word in a sentence', text: fragment('1.11', 'The TODO comments in the parser are gone.') },
      { text: mission(), kind: 'mission' },
    ],
    bad: [
      { text: fragment('1.11', 'TODO: write this up') },
      {
        title: 'in a cell',
        text: fragment(
          '1.15',
          '| Decision | Rationale | Confirmed | Binding |\n|---|---|---|---|\n| cents | TBD | Yes | ABSOLUTE |',
        ),
      },
    ],
  },
  check({ document, report }) {
    const say = (place: { start: number; end: number }, text: string) =>
      report({
        place,
        unexpected: `marker of unfinished writing (\`${text.slice(0, 60)}\`)`,
        expected: 'what it stands for, or `none`',
      })
    for (const node of document.nodes('paragraph')) {
      const place = placeOf(node)
      const text = textOf(node).trim()
      const written = document.kind !== 'handoff' || WRITTEN.test(document.sectionAt(place.start)?.id ?? '')
      if (ALONE.test(text) || (written && BEGINS.test(text))) say(place, text)
    }
    for (const { rows } of findTables(document))
      for (const { cells } of rows) for (const cell of cells) if (ALONE.test(cell.text)) say(cell.place, cell.text)
  },
})
