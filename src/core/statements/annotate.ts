/** Marks claims in a copy of the document: a word in brackets for the reader, the reason in a comment for who looks closer. */
import type { VerifyReport } from '../../generated/types/verify-report.ts'
import { closesFence, fenceOpening } from './lines.ts'

type Judged = VerifyReport['claims'][number]

const RANK = ['verified', 'unsupported', 'stale', 'contradicted']
const MARK = / \[(?:verified|stale|contradicted|unsupported)\] <!-- midstride: [^\n]*? -->/g
const HEADER = /^<!-- midstride verify: [^\n]* -->\n\n?/m

/** Marks of an earlier time are replaced. Lines inside code keep as they are. */
export function annotate(text: string, { claims, summary }: VerifyReport): string {
  const byLine = new Map<number, Judged[]>()
  for (const claim of claims) byLine.set(claim.line, [...(byLine.get(claim.line) ?? []), claim])
  const hadHeader = HEADER.exec(text.slice(0, 20_000))
  const shift = hadHeader ? hadHeader[0].split('\n').length - 1 : 0
  const lines = text.replace(HEADER, '').split('\n')
  const before = hadHeader ? text.slice(0, hadHeader.index).split('\n').length - 1 : Number.POSITIVE_INFINITY
  let fence: string | null = null
  const marked = lines.map((line, index) => {
    if (fence) {
      if (closesFence(line, fence)) fence = null
      return line
    }
    fence = fenceOpening(line)
    const number = index + 1 + (index >= before ? shift : 0)
    const own = byLine.get(number)
    const clean = line.replace(MARK, '')
    return own && !fence ? place(clean, own) : clean
  })
  const counts = Object.entries(summary).map(([verdict, n]) => `${n} ${verdict}`)
  return insertHeader(marked, `<!-- midstride verify: ${counts.join(', ')} -->`)
}

function place(line: string, claims: Judged[]): string {
  const verdict = claims.map(claim => claim.verdict).sort((a, b) => RANK.indexOf(b) - RANK.indexOf(a))[0]!
  const reasons = claims
    .filter(claim => claim.verdict === verdict)
    .flatMap(claim => claim.evidence.map(({ ref, detail }) => (detail === ref ? ref : `${detail} [${ref}]`)))
  const reason = [...new Set(reasons)]
    .join('; ')
    .replace(/--+>?|<!--/g, '—')
    .replace(/[\r\n|]+/g, ' ')
  const mark = ` [${verdict}] <!-- midstride: ${reason || 'no evidence either way'} -->`
  const bar = /\s*\|\s*$/.exec(line)
  return bar && line.trimStart().startsWith('|') ? `${line.slice(0, bar.index)}${mark}${bar[0]}` : line + mark
}

/** After front matter, where there is some. */
function insertHeader(lines: string[], header: string): string {
  const end = lines[0]?.trim() === '---' ? lines.findIndex((line, index) => index > 0 && line.trim() === '---') : -1
  return [...lines.slice(0, end + 1), header, '', ...lines.slice(end + 1)].join('\n')
}
