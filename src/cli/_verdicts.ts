import { styleText } from 'node:util'
import type { FileReport, RuleFacts } from '../core/finding.ts'
import { truncate } from '../core/text.ts'
import type { VerifyReport } from '../generated/types/verify-report.ts'

const STYLE = { verified: 'green', stale: 'yellow', contradicted: 'red', unsupported: 'gray' } as const

/** Claims as a table for people: line, verdict, kind, words; below each the evidence. */
export function verdictTable({ file, claims, summary }: VerifyReport, color: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], words: string) => (color ? styleText(style, words) : words)
  const width = String(claims.at(-1)?.line ?? 1).length
  const rows = claims.flatMap(({ line, verdict, kind, text, evidence }) => [
    `${String(line).padStart(width)}  ${paint(STYLE[verdict], verdict.padEnd(12))}  ${kind.padEnd(10)}  ${truncate(text, 100)}`,
    ...evidence.map(({ ref, detail }) =>
      paint('dim', `${' '.repeat(width + 28)}${detail === ref ? ref : `${detail} [${truncate(ref, 60)}]`}`),
    ),
  ])
  const counts = Object.entries(summary).map(([verdict, n]) => `${n} ${verdict}`)
  return `${[`${file}: ${claims.length === 0 ? 'no claim that evidence could answer' : counts.join(', ')}`, ...rows].join('\n')}\n`
}

/** The verdicts that call for something, as rules that a reporter can name. */
export const VERDICT_RULES: RuleFacts[] = [
  {
    id: 'claim-contradicted',
    group: 'verification',
    severity: 'error',
    summary: 'evidence shows the opposite of a claim',
    why: 'The successor builds on what it reads.',
  },
  {
    id: 'claim-stale',
    group: 'verification',
    severity: 'warning',
    summary: 'a claim was true, and something relevant changed since',
    why: 'What was true at the save need not be true at the resume.',
    page: false,
  },
]

/** Contradicted claims as errors and stale ones as warnings, for reporters of findings. */
export function verdictFindings({ file, claims }: VerifyReport, content: string): FileReport {
  const lines = content.split('\n')
  const findings = claims
    .filter(({ verdict }) => verdict === 'contradicted' || verdict === 'stale')
    .map(({ verdict, text, line, evidence }) => {
      const raw = lines[line - 1] ?? ''
      const column = raw.length - raw.trimStart().length + 1
      const message = `${verdict === 'stale' ? 'Stale' : 'Contradicted'}: ${truncate(text, 200)}`
      return {
        ruleId: `claim-${verdict}`,
        severity: verdict === 'stale' ? ('warning' as const) : ('error' as const),
        message,
        help: evidence.map(({ detail }) => detail).join('; '),
        line,
        column,
        endLine: line,
        endColumn: Math.max(raw.trimEnd().length + 1, column),
        fixable: false,
      }
    })
  return { file, kind: 'handoff', findings }
}
