import { placeOf, textOf } from '../core/document.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fenced, fragment } from './_sample.ts'

const VAGUE =
  /\b(?:see|read|re-read|check|consult|refer to|look at|follow)\s+(?:the\s+|our\s+|its\s+)?(?:design|plan|planning|impl|implementation|spec|specification|architecture)\s?(?:doc|docs|document|documents|plan|file|spec)?\b(?![^.\n]{0,80}(?:\/[\w.-]+\/|[A-Za-z]:\\|\.md\b))/i

/** Sections whose purpose is to name documents; elsewhere the words may be the user's. */
const LOOKED_AT = /^(?:0\.2|1\.(?:3|10|11|21))$/

export default defineRule({
  id: 'vague-read',
  group: 'plans',
  tier: 'pure',
  severity: 'error',
  summary: 'documents are named by path',
  why: '"See the design doc" sends the successor searching, and it finds another version or gives up.',
  enforces: ['fb-vague-read'],
  kinds: ['handoff'],
  examples: {
    ok: [
      { text: fragment('1.10', fenced('Read("/code/shop/design.md")   # decisions on the cart')) },
      {
        title: 'with the path beside it',
        text: fragment('1.10', 'See the design doc at /code/shop/design.md for the reasons.'),
      },
    ],
    bad: [{ text: fragment('1.10', 'See the design doc before you start.') }],
  },
  check({ document, report }) {
    for (const node of document.nodes('paragraph')) {
      const place = placeOf(node)
      if (!LOOKED_AT.test(document.sectionAt(place.start)?.id ?? '')) continue
      const match = VAGUE.exec(textOf(node))
      if (match)
        report({
          place,
          unexpected: `document without its path (\`${match[0]}\`)`,
          expected: '`Read("/absolute/path")`',
        })
    }
  },
})
