import type { Claim, Judgement, Lookups, Verdict } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { maskSecrets } from '../core/secrets.ts'
import { visitStatements } from '../core/statements/statements.ts'
import { oneLine, truncate } from '../core/text.ts'
import type { Session } from '../core/types.ts'
import type { VerifyReport } from '../generated/types/verify-report.ts'
import { registry } from '../verify/_registry.ts'
import { gatherClaimEvidence } from './claim-evidence.ts'

export interface VerifyOptions {
  /** Name for the report. */
  name?: string
  /** Absolute path of the document when it is a file: writing it ages no result. */
  documentPath?: string
  /** What the transcript proves. */
  session?: Session
  /** Project to look at. */
  cwd?: string
  /** Folder to look at when `cwd` is not given and the session does not say. */
  fallback?: string
}

/** A document that makes more claims than this is read up to there. */
export const MAX_CLAIMS = 5000

const kinds = new Map(registry.map(kind => [kind.id, kind]))

/** The claims of a document, each with the lookups its judge needs. Pure. */
export function findClaims(text: string): (Claim & { lookups: Lookups })[] {
  const claims: Claim[] = []
  const seen = new Set<string>()
  visitStatements(text, statement => {
    for (const kind of registry)
      for (const claim of kind.find(statement)) {
        const key = `${claim.line} ${claim.kind} ${JSON.stringify(claim.data)}`
        if (seen.has(key)) continue
        seen.add(key)
        claims.push(claim)
      }
    return claims.length < MAX_CLAIMS
  })
  let settled = claims.slice(0, MAX_CLAIMS)
  for (const kind of registry)
    if (kind.settle) {
      const own = kind.settle(settled.filter(claim => claim.kind === kind.id)).values()
      settled = settled.map(claim => (claim.kind === kind.id ? own.next().value! : claim))
    }
  return settled.map(claim => ({ ...claim, lookups: kinds.get(claim.kind)!.lookups?.(claim) ?? {} }))
}

/** Judges a claim; a kind that throws on hostile input has no answer. */
function judge(claim: Claim, evidence: Evidence): Judgement {
  try {
    return kinds.get(claim.kind)!.judge(claim, evidence)
  } catch {
    return { verdict: 'unsupported', evidence: [] }
  }
}

/** Every claim of a handoff with a verdict and where the evidence lies. Nothing in the document is executed. */
export async function verifyText(text: string, options: VerifyOptions = {}): Promise<VerifyReport> {
  const claims = findClaims(text)
  const evidence = await gatherClaimEvidence(claims, { ...options, fallback: options.fallback ?? process.cwd() })
  return reportOf(options.name ?? 'document', claims, evidence)
}

export function reportOf(file: string, claims: readonly Claim[], evidence: Evidence): VerifyReport {
  const summary: Record<Verdict, number> = { verified: 0, stale: 0, contradicted: 0, unsupported: 0 }
  const judged: VerifyReport['claims'] = []
  for (const claim of claims) {
    const { verdict, evidence: pointers } = judge(claim, evidence)
    if (claim.weak && verdict === 'unsupported') continue
    summary[verdict] += 1
    judged.push({
      text: truncate(maskSecrets(oneLine(claim.text)), 500),
      kind: claim.kind,
      line: claim.line,
      verdict,
      evidence: pointers,
    })
  }
  return { file, claims: judged, summary }
}
