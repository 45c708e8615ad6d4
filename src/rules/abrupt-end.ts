import { defineRule } from '../core/lint/rule.ts'
import { reflection } from './_reflection.ts'
import { fragment } from './_sample.ts'

/** The end of a text that goes on elsewhere: a comma, an opening bracket, a word that binds, an output limit. */
const BROKEN =
  /(?:[,([{“–—]|\b(?:and|or|the|a|an|of|to|with|for|in|because|which|but)|\[?(?:truncated|cut off|continued)\]?[.)]?)$/i

export default defineRule({
  id: 'abrupt-end',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'the document ends where a text ends',
  why: 'An answer that hit its output limit looks complete until someone reads the last line.',
  enforces: ['pw-abrupt-end'],
  kinds: ['handoff', 'reflection', 'mission'],
  examples: {
    ok: [
      { text: fragment('Step 9', 'Keep the method and the structure.') },
      { title: 'the last field of a reflection', text: reflection(), kind: 'reflection' },
    ],
    bad: [
      { text: fragment('Step 9', 'Keep the method, the structure and the') },
      {
        title: 'a table row that stops',
        text: fragment('1.25', '| Error | Resolution |\n|---|---|\n| ENOENT | created the'),
      },
      { title: 'an output limit', text: fragment('Step 9', 'Keep the method. [truncated]') },
    ],
  },
  check({ document, report }) {
    const text = document.text.trimEnd()
    const start = text.lastIndexOf('\n') + 1
    const line = text.slice(start)
    const open = document.fences.find(fence => !fence.closed)
    if (open) return
    const row = /^\s*\|/.test(line) && !/\|\s*$/.test(line)
    const match = BROKEN.exec(line.slice(-200))
    if (row || match)
      report({
        place: { start: match ? text.length - match[0].length : start, end: text.length },
        unexpected: 'end of the document in the middle of a sentence',
        expected: 'the rest of it',
        help: 'go back to the last complete section and write what follows anew',
      })
  },
})
