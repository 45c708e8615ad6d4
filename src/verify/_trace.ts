/** What the session and the repository know of one file. */

import type { CommitFact } from '../core/evidence.ts'
import type { Evidence } from '../core/lint/rule.ts'
import type { CommandRun, FileTouch } from '../core/types.ts'
import { samePath } from './_paths.ts'

export interface Trace {
  writes: FileTouch[]
  deletes: FileTouch[]
  reads: FileTouch[]
  /** First command whose text names the file. */
  command: CommandRun | null
  dirty: boolean
  /** Commits of the session that changed it. */
  committed: CommitFact[]
  /** All known commits that changed it, newest first. */
  history: { commit: CommitFact; status: string }[]
  /** The session's record may not hold everything that happened: agents without files of their own, an earlier part missing. */
  partial: boolean
}

/** A path of the document as the evidence names it: relative to the project where it lies in it. */
export function localPath(path: string, evidence: Evidence): string {
  const clean = path.replace(/^file:\/\//, '').replace(/^(?:\.\/)+/, '')
  for (const root of [evidence.world?.root, evidence.repository?.root, evidence.session?.cwd, evidence.cwd])
    if (root && clean.startsWith(`${root}/`)) return clean.slice(root.length + 1)
  return clean
}

export function traceOf(path: string, evidence: Evidence): Trace {
  const local = localPath(path, evidence)
  const touched = (evidence.session?.files ?? []).filter(file => samePath(localPath(file.path, evidence), local))
  const base = local.replace(/\/+$/, '').split('/').at(-1) ?? local
  const history: Trace['history'] = []
  for (const commit of evidence.repository?.commits ?? [])
    for (const file of commit.files ?? []) if (samePath(file.path, local)) history.push({ commit, status: file.status })
  const own = evidence.session?.git.commits ?? []
  return {
    writes: touched.filter(file => file.actions.includes('write') || file.actions.includes('edit')),
    deletes: touched.filter(file => file.actions.includes('delete')),
    reads: touched.filter(file => file.actions.includes('read')),
    command: evidence.session?.commands.find(run => base.length > 3 && run.command.includes(base)) ?? null,
    dirty: evidence.repository?.dirty.some(file => samePath(file, local)) ?? false,
    committed: history
      .filter(({ commit }) => own.some(mine => commit.sha.startsWith(mine.sha)))
      .map(({ commit }) => commit),
    history,
    partial: isPartial(evidence),
  }
}

/** Work may have been done that the session's record does not show. */
export function isPartial(evidence: Evidence): boolean {
  const session = evidence.session
  if (!session) return true
  const actors = new Set(session.files.map(file => file.actor))
  return session.subagents.some(agent => !actors.has(agent.id))
}
