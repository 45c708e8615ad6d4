import { styleText } from 'node:util'
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
