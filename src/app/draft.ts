import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { DeriveContext, PlanFact } from '../core/derive/context.ts'
import { derive } from '../core/derive/derive.ts'
import { readPlan } from '../core/derive/plan.ts'
import { UserError } from '../core/errors.ts'
import type { Session, State } from '../core/types.ts'
import type { Env } from '../io/env.ts'
import { readTextFile } from '../io/files.ts'
import { type GitState, readGit } from '../io/git.ts'
import { newestSession } from './newest-session.ts'
import { type FoundPlan, findPlans, sha256 } from './plans.ts'
import { readSession } from './read-session.ts'
import { relocate } from './relocate.ts'

export interface DraftRequest {
  /** Path of a transcript; the newest session of the project when it is absent. */
  transcript?: string | undefined
  /** Folder of the project when it is not the transcript's own. */
  project?: string | undefined
  /** Where relative names are resolved, and which project is meant when nothing is named. */
  cwd: string
  mode: DeriveContext['mode']
  env: Env
  now?: Date
  /** Plan documents are looked for in their own folders only, not by name in the whole project: a hook has no time for that. */
  quick?: boolean
  /** The session ended a while ago: git is not asked, since it tells of now. */
  past?: boolean
}

export interface Draft {
  state: State
  session: Session
  transcript: string
}

/** State 3.0 of a session, with what git, the plan documents and the files say now. */
export async function draft(request: DraftRequest): Promise<Draft> {
  const source = await findSource(request)
  const read = await readSession(source.transcript, {
    ...(source.sessionId && { session: source.sessionId }),
    ...(request.project && { cwd: request.project }),
  })
  const session = request.project
    ? await relocate(read, (await readGit(request.project))?.root ?? request.project)
    : read
  const state = await deriveNow(session, { ...request, transcript: source.transcript })
  return { state, session, transcript: source.transcript }
}

async function findSource({
  transcript,
  project,
  cwd,
  env,
}: DraftRequest): Promise<{ transcript: string; sessionId?: string }> {
  if (transcript !== undefined) return { transcript: path.resolve(cwd, transcript) }
  return newestSession(project ?? cwd, env)
}

/** Facts are gathered only where the session's project is on this machine; a transcript from elsewhere speaks for itself. */
export async function deriveNow(session: Session, request: Omit<DraftRequest, 'cwd'>): Promise<State> {
  const place = request.project ?? (await folderHere(session.cwd))
  const git = place && !request.past ? await readGit(place) : null
  const project = git?.mainRoot ?? place ?? undefined
  const search = place ? await findPlans(place, request.env, request.quick ? 'folders' : 'project') : null
  const plans = await planFacts(session, search?.plans ?? [], place ?? null)
  return derive(session, {
    mode: request.mode,
    now: (request.now ?? new Date()).toISOString(),
    project,
    transcript: request.transcript ?? null,
    git: git && ownGit(git),
    plans,
    planRoots: search?.roots.map(root => root.path) ?? [],
    files: place ? await whatIsThere(session) : undefined,
  })
}

async function folderHere(folder: string | null): Promise<string | null> {
  if (folder === null || !path.isAbsolute(folder)) return null
  const info = await stat(folder).catch(() => null)
  return info?.isDirectory() ? folder : null
}

/** A lone worktree is the project itself and needs no mention. */
const ownGit = (git: GitState): GitState => ({ ...git, worktrees: git.worktrees.length > 1 ? git.worktrees : [] })

/** Plans on disk, except those of other projects that share the home folder, and what the session opened wherever it lies. */
async function planFacts(session: Session, found: readonly FoundPlan[], place: string | null): Promise<PlanFact[]> {
  if (place === null) return []
  const opened = new Set(session.planDocs.map(doc => doc.path))
  const facts = new Map<string, PlanFact>()
  for (const plan of found) if (opened.has(plan.path) || !plan.shared) facts.set(plan.path, { ...plan, exists: true })
  for (const file of opened) if (!facts.has(file)) facts.set(file, await readFact(file))
  return [...facts.values()]
}

async function readFact(file: string): Promise<PlanFact> {
  try {
    const text = await readTextFile(file, { allowEmpty: true })
    return { path: file, sha256: sha256(text), exists: true, ...readPlan(file, text) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const there = await stat(file).then(
      () => true,
      () => false,
    )
    return { path: file, sha256: null, exists: there, ...readPlan(file, '') }
  }
}

async function whatIsThere(session: Session): Promise<Map<string, 'file' | 'directory' | 'missing'>> {
  const changed = session.files.filter(file => file.actions.some(action => action !== 'read')).map(file => file.path)
  const known = await Promise.all(
    [...new Set(changed)].map(async file => {
      const info = await stat(file).catch(() => null)
      return [file, info === null ? 'missing' : info.isDirectory() ? 'directory' : 'file'] as const
    }),
  )
  return new Map(known)
}
