import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { HandoffDocument } from '../core/document.ts'
import { UserError } from '../core/errors.ts'
import { isAbsolute, readPaths } from '../core/lint/paths.ts'
import type { Evidence } from '../core/lint/rule.ts'
import type { Session } from '../core/types.ts'
import type { VerifyReport } from '../generated/types/verify-report.ts'

/** Paths looked up for one document; a document that names more is not one that someone reads. */
const MAX_PATHS = 500

export interface EvidenceRequest {
  /** Absolute; without it nothing of the file system or of git is looked at. */
  cwd?: string | undefined
  transcript?: string | undefined
}

/** What a rule may compare with, gathered once for a run; per document only the paths it names are looked up. */
export async function gatherEvidence(
  request: EvidenceRequest,
): Promise<(document: HandoffDocument) => Promise<Evidence>> {
  const session = request.transcript
    ? await import('./read-session.ts').then(({ readSession }) => readSession(request.transcript!))
    : undefined
  const shared: Evidence = { ...(session && { session }), ...(request.cwd && (await lookAt(request.cwd))) }
  if (!request.cwd && !session) return async () => shared
  return async document => ({
    ...shared,
    ...(request.cwd && { files: await lookUp(document) }),
    claims: await judgeClaims(document, { session, cwd: request.cwd }),
  })
}

/** Without a folder to look at, by the transcript alone. */
async function judgeClaims(
  document: HandoffDocument,
  { session, cwd }: { session: Session | undefined; cwd: string | undefined },
): Promise<VerifyReport['claims']> {
  if (document.kind !== 'handoff') return []
  const { findClaims, reportOf } = await import('./verify.ts')
  const { claims } = findClaims(document.text)
  if (claims.length === 0) return []
  if (!cwd) return reportOf(document.name, claims, session ? { session } : {}).claims
  const { gatherClaimEvidence } = await import('./claim-evidence.ts')
  const evidence = await gatherClaimEvidence(claims, {
    session,
    cwd,
    fallback: cwd,
    documentPath: path.resolve(cwd, document.name),
  })
  return reportOf(document.name, claims, evidence).claims
}

async function lookAt(cwd: string): Promise<Pick<Evidence, 'cwd' | 'git' | 'plans'>> {
  if ((await kindOf(cwd)) !== 'directory')
    throw new UserError(`${cwd} is no directory`, 'give --cwd the folder of a project')
  const [{ readGit }, { findPlans }] = await Promise.all([import('../io/git.ts'), import('./plans.ts')])
  const [git, search] = await Promise.all([readGit(cwd), findPlans(cwd, process.env)])
  const inside = (file: string) => !path.relative(search.project, file).startsWith('..')
  return {
    cwd,
    ...(git && { git: { branch: git.branch, head: git.head, dirty: git.dirty } }),
    plans: search.plans.filter(plan => inside(plan.path) || plan.root.includes('spellbook')).map(plan => plan.path),
  }
}

async function lookUp(document: HandoffDocument): Promise<NonNullable<Evidence['files']>> {
  const named = new Set(
    readPaths(document)
      .map(({ path: file }) => file)
      .filter(isAbsolute),
  )
  const found = await Promise.all([...named].slice(0, MAX_PATHS).map(async file => [file, await kindOf(file)] as const))
  return new Map(found)
}

async function kindOf(file: string): Promise<'file' | 'directory' | 'missing'> {
  const info = await stat(file).catch(() => null)
  return info === null ? 'missing' : info.isDirectory() ? 'directory' : 'file'
}
