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
  history: { commit: CommitFact; status: string; path: string }[]
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

const traces = new WeakMap<Evidence, { byName: Names; known: Map<string, Trace> }>()

/** What touched a file, under its base name: paths of a document may be short. */
interface Names {
  files: Map<string, FileTouch[]>
  history: Map<string, Trace['history']>
}

export function traceOf(path: string, evidence: Evidence): Trace {
  const index = traces.get(evidence) ?? { byName: namesOf(evidence), known: new Map<string, Trace>() }
  traces.set(evidence, index)
  const local = localPath(path, evidence)
  const known = index.known.get(local)
  if (known) return known
  const trace = readTrace(local, index.byName, evidence)
  index.known.set(local, trace)
  return trace
}

const nameOf = (path: string) => path.replace(/\/+$/, '').split(/[/\\]/).at(-1) ?? path

function namesOf(evidence: Evidence): Names {
  const names: Names = { files: new Map(), history: new Map() }
  const add = <T>(map: Map<string, T[]>, name: string, value: T) => {
    const list = map.get(name)
    if (list) list.push(value)
    else map.set(name, [value])
  }
  for (const file of evidence.session?.files ?? []) add(names.files, nameOf(file.path), file)
  for (const commit of evidence.repository?.commits ?? [])
    for (const file of commit.files ?? [])
      add(names.history, nameOf(file.path), { commit, status: file.status, path: file.path })
  return names
}

function readTrace(local: string, names: Names, evidence: Evidence): Trace {
  const base = nameOf(local)
  const touched = (names.files.get(base) ?? []).filter(file => samePath(localPath(file.path, evidence), local))
  const history = (names.history.get(base) ?? []).filter(({ path }) => samePath(path, local))
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
