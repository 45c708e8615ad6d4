import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Claim, Lookups } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import type { Session } from '../core/types.ts'
import { git } from '../io/git.ts'
import { readRepository } from '../io/repository.ts'
import { lookAround } from '../io/world.ts'
import { localPath } from '../verify/_trace.ts'
import { relocate } from './relocate.ts'

export interface EvidenceOptions {
  session?: Session | undefined
  /** Project to look at; when absent, `fallback`, unless the session took place somewhere else. */
  cwd?: string | undefined
  fallback: string
  /** Project the document says it is about; `fallback` is left alone when it goes by another name. */
  named?: string | undefined
  documentPath?: string | undefined
}

/** Kinds that ask the history for the files of its commits. */
const NEEDS_HISTORY = new Set([
  'tests',
  'build',
  'file',
  'commit',
  'branch',
  'count',
  'worktree',
  'symbol',
  'dependency',
  'version',
  'absence',
  'phase',
])

/** Everything the claims need, in one round: what the repository says, which files are there, what stands in them. */
export async function gatherClaimEvidence(
  claims: readonly (Claim & { lookups: Lookups })[],
  options: EvidenceOptions,
): Promise<Evidence> {
  const { documentPath } = options
  const project = await projectOf(options)
  const session = options.session && project ? await relocate(options.session, project) : options.session
  const base: Evidence = { ...(session && { session }), ...(documentPath && { documentPath }) }
  if (!project) return base
  const shas = claims.flatMap(claim => claim.lookups.shas ?? [])
  const merges = claims.flatMap(claim => claim.lookups.merges ?? [])
  const history = claims.some(claim => NEEDS_HISTORY.has(claim.kind))
  const repository = await readRepository(project, { shas, merges, history })
  const root = repository?.root ?? project
  const local = (name: string) => localPath(name, { ...base, cwd: root })
  const plans = claims.some(claim => claim.kind === 'phase') ? (session?.planDocs ?? []).slice(0, 20) : []
  const contents = [...claims.flatMap(claim => claim.lookups.contents ?? []), ...plans.map(plan => plan.path)].map(
    local,
  )
  const world = await lookAround({
    root,
    inRepository: repository !== null,
    paths: [...claims.flatMap(claim => claim.lookups.paths ?? []).map(local), ...contents],
    contents,
    words: claims.flatMap(claim => claim.lookups.words ?? []),
    witnesses: {
      before: session?.startedAt ?? null,
      paths: [
        'package.json',
        'README.md',
        '.gitignore',
        'LICENSE',
        ...(session?.files ?? []).slice(0, 200).map(file => local(file.path)),
      ],
    },
  })
  return {
    ...base,
    cwd: root,
    repository,
    world,
    ...(repository && { git: { branch: repository.branch, head: repository.head, dirty: [...repository.dirty] } }),
  }
}

/** Root of the project the claims are about; null when nothing here belongs to the session. */
async function projectOf({ session, cwd, fallback, named }: EvidenceOptions): Promise<string | null> {
  if (cwd) return rootOf(cwd)
  const here = await rootOf(fallback)
  if (!session?.cwd) return named && folderName(named) !== folderName(here) ? null : here
  const there = (await stat(session.cwd).catch(() => null))?.isDirectory() ? await rootOf(session.cwd) : null
  if (there) return there
  const related = session.files.slice(0, 500).map(file => localPath(file.path, { session }))
  for (const name of related) {
    if (path.isAbsolute(name)) continue
    if (await stat(path.join(here, name)).catch(() => null)) return here
  }
  return null
}

/** A clone elsewhere keeps the name of its folder. */
const folderName = (folder: string): string => folder.split(/[\\/]/).filter(Boolean).at(-1) ?? ''

async function rootOf(folder: string): Promise<string> {
  const start = await realpath(folder).catch(() => path.resolve(folder))
  const top = await git(start, ['rev-parse', '--show-toplevel'])
  return top?.trim() || start
}
