import type { Place } from '../core/finding.ts'
import { quote } from '../core/lint/agree.ts'
import { defineRule, type Evidence } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'

const text = fragment('1.11', 'All 7 tests pass.')
const judged = (verdict: 'verified' | 'contradicted', detail: string): Evidence => ({
  claims: [{ text: 'All 7 tests pass', kind: 'tests', line: 3, verdict, evidence: [{ ref: 'c1', detail }] }],
})

export default defineRule({
  id: 'claim-contradicted',
  group: 'verification',
  tier: 'grounded',
  severity: 'error',
  summary: 'no claim of the document is contradicted by the transcript, the repository or the files',
  why: 'The successor builds on what it reads; a false belief that is handed on becomes wrong work. Only what evidence shows to be wrong is reported.',
  kinds: ['handoff'],
  examples: {
    ok: [
      { title: 'the last run agrees', text, evidence: judged('verified', 'npm test → passed, 7 passed, 0 failed') },
      { title: 'nothing to judge it by', text },
    ],
    bad: [
      { title: 'the last run failed', text, evidence: judged('contradicted', 'npm test → failed, 6 passed, 1 failed') },
    ],
  },
  check({ document, evidence, report }) {
    for (const claim of evidence.claims ?? [])
      if (claim.verdict === 'contradicted')
        report({
          place: lineAt(document.text, claim.line),
          unexpected: `claim ${quote(claim.text)}`,
          expected: claim.evidence.map(({ detail }) => detail).join('; '),
          help: 'Correct the claim, or make it true and say when; `midstride verify` shows the evidence of every claim.',
        })
  },
})

/** A line without the blanks around it. */
function lineAt(text: string, line: number): Place {
  let start = 0
  for (let n = 1; n < line; n += 1) {
    const next = text.indexOf('\n', start)
    if (next < 0) break
    start = next + 1
  }
  const end = text.indexOf('\n', start)
  const raw = text.slice(start, end < 0 ? text.length : end)
  const lead = raw.length - raw.trimStart().length
  return { start: start + lead, end: start + Math.max(raw.trimEnd().length, lead) }
}
