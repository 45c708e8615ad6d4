import type { Claim, Judgement, Lookups, Statement, Verdict } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { maskSecrets } from '../core/secrets.ts'
import { visitStatements } from '../core/statements/statements.ts'
import { oneLine, truncate } from '../core/text.ts'
import type { Session } from '../core/types.ts'
import type { VerifyReport } from '../generated/types/verify-report.ts'
import { registry } from '../verify/_registry.ts'
import { gatherClaimEvidence } from './claim-evidence.ts'
import type { Refused, Rerun } from './rerun.ts'

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
  /** Asked before commands are repeated; returns the session with their results, or null to leave it. */
  repeat?(commands: (Rerun | Refused)[], session: Session, project: string): Promise<Session | null>
}

/** A document that makes more claims than this is read up to there. */
export const MAX_CLAIMS = 5000

const kinds = new Map(registry.map(kind => [kind.id, kind]))

export interface FoundClaims {
  claims: (Claim & { lookups: Lookups })[]
  /** Line from which on the document was too long to be read; null when all of it was. */
  unread: number | null
}

/** The claims of a document, each with the lookups its judge needs. Pure. */
export function findClaims(text: string): FoundClaims {
  const claims: Claim[] = []
  const seen = new Set<string>()
  const finder = new ClaimFinder()
  const unread = visitStatements(text, statement => {
    for (const claim of finder.find(statement)) {
      const key = `${claim.line} ${claim.kind} ${JSON.stringify(claim.data)}`
      if (seen.has(key)) continue
      seen.add(key)
      claims.push(claim)
    }
    return claims.length < MAX_CLAIMS
  })
  return {
    claims: settle(claims).map(claim => ({ ...claim, lookups: kinds.get(claim.kind)!.lookups?.(claim) ?? {} })),
    unread,
  }
}

/** Asks every kind about statements; the same words under the same heading are asked about once. */
class ClaimFinder {
  private readonly known = new Map<string, Claim[]>()

  find(statement: Statement): Claim[] {
    const { text, checked, open, done, section, cells } = statement
    const row = cells?.flatMap(cell => [cell.header, cell.text]) ?? []
    const key = [text, checked, open, done, ...row, '', ...section].join('\0')
    const known = this.known.get(key)
    if (known) return known.map(claim => ({ ...claim, line: statement.line }))
    const claims = claimsOf(statement)
    if (this.known.size < 20_000) this.known.set(key, claims)
    return claims
  }
}

/** Every kind's claims in a statement; a kind that throws on hostile input finds none. */
function claimsOf(statement: Statement): Claim[] {
  const claims: Claim[] = []
  const plain = statement.checked === null && !statement.open
  const about = statement.cells
    ? `${statement.norm} ${statement.cells.map(cell => cell.header).join(' ')}`
    : statement.norm
  for (const kind of registry) {
    if (plain && kind.about && !kind.about.test(about)) continue
    try {
      claims.push(...kind.find(statement))
    } catch {
      // One kind's trouble with a text is no reason to leave out what the others found.
    }
  }
  return claims
}

function settle(claims: Claim[]): Claim[] {
  let settled = claims
  for (const kind of registry) {
    if (!kind.settle) continue
    const own = kind.settle(settled.filter(claim => claim.kind === kind.id)).values()
    settled = settled.map(claim => (claim.kind === kind.id ? own.next().value! : claim))
  }
  return settled
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
  const { claims, unread } = findClaims(text)
  const named = /^[ \t]*project_path:[ \t]*["']?([^"'\n]{1,4096})/m.exec(text)?.[1]?.trim()
  const evidence = await gatherClaimEvidence(claims, {
    ...options,
    named,
    fallback: options.fallback ?? process.cwd(),
  })
  if (options.repeat && evidence.session && evidence.cwd) {
    const { repeatable } = await import('./rerun.ts')
    const commands = await repeatable(claims, evidence.session, evidence.cwd)
    const session = await options.repeat(commands, evidence.session, evidence.cwd)
    if (session) evidence.session = session
  }
  const report = reportOf(options.name ?? 'document', claims, evidence)
  return unread === null ? report : { ...report, unread_from_line: unread }
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
  return { file, claims: judged.sort((a, b) => a.line - b.line), summary }
}
