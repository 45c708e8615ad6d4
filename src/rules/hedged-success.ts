import { placeOf } from '../core/document.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'

const HEDGED =
  /\b(?:should (?:now )?(?:work|pass|be (?:fine|ok|okay|fixed|working|good))|(?:probably|presumably|hopefully|likely) (?:works?|fixed|passes|done|fine|complete)|seems? to (?:work|pass|be (?:fixed|working|fine))|looks? (?:good|fine|ok|okay|done) now|(?:task|step|phase) [\w.]+ (?:is|was) (?:done|complete|completed|finished))\b/i

/** Sections written by the model alone; elsewhere the words may be quoted. */
const WRITTEN = /^1\.(?:3|11|21)$/

export default defineRule({
  id: 'hedged-success',
  group: 'verification',
  tier: 'pure',
  severity: 'warning',
  summary: 'nothing is called done without the check that showed it',
  why: 'The successor builds on it; "should work now" is what a session says that did not look.',
  enforces: ['fb-done-claims', 'qc-ver-artifacts'],
  kinds: ['handoff'],
  examples: {
    ok: [
      { text: fragment('1.11', 'The reader works: `npm test -- reader` passed with 12 tests.') },
      { title: 'the check beside it', text: fragment('1.11', 'Task 4 is done; `npm test -- cart` passed.') },
    ],
    bad: [
      { text: fragment('1.11', 'The reader should work now.') },
      { title: 'a bare claim', text: fragment('1.11', 'Task 4 is done.') },
    ],
  },
  check({ document, report }) {
    for (const node of document.nodes('paragraph')) {
      const { start, end } = placeOf(node)
      if (!WRITTEN.test(document.sectionAt(start)?.id ?? '')) continue
      const source = document.text.slice(start, end)
      const match = HEDGED.exec(source)
      if (match && !source.includes('`'))
        report({
          place: { start: start + match.index, end: start + match.index + match[0].length },
          unexpected: `success without a check (\`${match[0]}\`)`,
          expected: 'the command that was run, and its result',
        })
    }
  },
})
