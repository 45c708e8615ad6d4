/** What a report page shows of a handoff, of a saved state or of a session. */
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { UserError } from '../core/errors.ts'
import type { FileReport } from '../core/finding.ts'
import { loadParser } from '../core/markdown.ts'
import { render } from '../core/render/render.ts'
import type { Session, State } from '../core/types.ts'
import type { Env } from '../io/env.ts'
import { readTextFile } from '../io/files.ts'
import { readHead } from '../io/transcripts.ts'
import { type PageInput, page } from '../report/page.ts'
import { draft } from './draft.ts'
import { lintText } from './lint.ts'
import { projectSessions } from './newest-session.ts'
import { withStore } from './open-store.ts'
import { parseHandoff } from './parse-handoff.ts'
import { readSession } from './read-session.ts'
import { findState } from './resume.ts'
import type { Loaded } from './state.ts'
import { verifyText } from './verify.ts'

export interface ReportRequest {
  /** A handoff, a transcript, a revision or a session; HANDOFF.md, else the newest state, else the newest session, when it is absent. */
  subject: string | undefined
  cwd: string
  env: Env
  /** Transcript of the session the handoff tells of; looked for among the project's own when it is absent. */
  transcript?: string | undefined
  agent?: string | undefined
  /** Project to compare with; the current folder when it is absent. */
  project?: string | undefined
}

export interface Report {
  html: string
  /** Absolute path of what was read; null for a saved state. */
  source: string | null
}

type Found = Pick<PageInput, 'title' | 'text' | 'state'> & Partial<PageInput> & { source: string | null }

/** The page, as one self-contained HTML document. Throws UserError when there is nothing to show. */
export async function makeReport(request: ReportRequest): Promise<Report> {
  const { source, ...found } = await find(request)
  const session = found.session ?? (await sessionOf(found.state, request))
  const [parse, report] = await Promise.all([
    loadParser(),
    verifyText(found.text, {
      name: found.title,
      ...(source !== null && { documentPath: source }),
      ...(session && { session }),
      ...(request.project && { cwd: request.project }),
      fallback: request.cwd,
    }),
  ])
  return { html: page({ ...found, parse, report, session }), source }
}

async function find(request: ReportRequest): Promise<Found> {
  const { subject, cwd } = request
  const file = path.resolve(cwd, subject ?? 'HANDOFF.md')
  if (await isFile(file)) return isTranscript(file) ? ofSession(request, file) : ofDocument(request, file)
  const saved = await withStore(request.env, store =>
    findState(store, { directory: request.project ?? cwd, env: request.env }, subject),
  )
  if (saved) return ofState(saved)
  if (subject !== undefined)
    throw new UserError(
      `'${subject}' is neither a file nor a revision or session that was saved`,
      "see 'midstride log' for what was saved",
    )
  return ofSession(request, undefined)
}

async function ofDocument({ project }: ReportRequest, file: string): Promise<Found> {
  const text = await readTextFile(file)
  const name = path.basename(file)
  const [{ state }, { report }] = await Promise.all([parseHandoff(text, name), lintText(text, { name, cwd: project })])
  return { title: name, text, state: state ?? null, source: file, lint: worthShowing(report) }
}

/** Of a document that is none of ours the only finding says just that. */
const worthShowing = (report: FileReport): FileReport | undefined => (report.kind === 'unknown' ? undefined : report)

function ofState({ state, drift, revision, project }: Loaded): Found {
  return {
    title: `Revision ${revision} of ${path.basename(project)}`,
    text: render(state),
    state,
    drift,
    source: null,
  }
}

async function ofSession(request: ReportRequest, transcript: string | undefined): Promise<Found> {
  const { state, session, transcript: file } = await draft({ ...request, transcript, mode: 'manual' })
  return {
    title: `Session ${session.sessionId ?? path.basename(file)}`,
    text: render(state),
    state,
    session,
    source: file,
  }
}

/** The transcript of a state is believed only where the project's own sessions are kept: the state may come from anywhere. */
async function sessionOf(state: State | null, request: ReportRequest): Promise<Session | undefined> {
  const agent = request.agent && { agent: request.agent }
  if (request.transcript) return readSession(path.resolve(request.cwd, request.transcript), { ...agent })
  const named = state?.x_midstride?.transcript
  if (!named) return undefined
  const known = await projectSessions(request.project ?? request.cwd, request.env)
  const own = known.find(({ transcript }) => transcript === named)
  if (!own) return undefined
  return readSession(own.transcript, { ...(own.sessionId && { session: own.sessionId }), allowEmpty: true })
}

const isFile = async (file: string): Promise<boolean> => (await stat(file).catch(() => null))?.isFile() ?? false

/** Handoffs are prose; transcripts are JSON or a database. */
const isTranscript = (file: string): boolean =>
  /^(?:\ufeff?\s*[{[]|SQLite format 3)/.test(readHead(file, 64).head.toString('utf8'))
