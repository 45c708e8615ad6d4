/** The session before this one may have been killed: no hook ran at its end, and what it left must be saved before it can be offered. */
import { statSync } from 'node:fs'
import type { HookContext, HookInput } from '../hook.ts'
import { locators } from '../newest-session.ts'
import { findProject } from '../project.ts'
import { readSession } from '../read-session.ts'
import { isEmptySession, saveSession } from '../save-session.ts'
import { projectOf } from '../sessions/locator.ts'
import { Marks } from './marks.ts'
import { directoryOf } from './place.ts'

const DAY = 86_400_000
/** The host waits while this is read; longer ones are left to the sweep. */
const MAX_BYTES = 8 * 1024 * 1024
/** Newest transcripts whose heads are read; some agents keep those of all projects together. */
const LOOKED_AT = 8

/** What is known of a transcript, whichever session it turns out to hold. */
export const transcriptMarks = (input: Pick<HookInput, 'env'>, transcript: string): Marks =>
  new Marks(input.env, 'transcript', transcript)

/** Saves the newest other session that this agent has of the project, when it has gone on since it was last saved. */
export async function saveKilled(input: HookInput, { log }: HookContext, now = Date.now()): Promise<void> {
  const { env, host, sessionId, transcript: own } = input
  const locator = locators.find(({ agent }) => agent === host)
  if (!locator) return
  const directory = directoryOf(input)
  const { root, worktree } = await findProject(directory)
  const found = await locator.find(await projectOf(worktree ?? root, directory), env, LOOKED_AT)
  const source = found.find(({ transcript }) => transcript !== own)
  if (!source || source.sessionId !== undefined || now - source.mtimeMs > DAY) return
  const { transcript } = source
  const marks = transcriptMarks(input, transcript)
  const info = statSync(transcript, { throwIfNoEntry: false })
  if (!info || info.size > MAX_BYTES || marks.data.saved?.size === info.size) return
  const session = await readSession(transcript, { allowEmpty: true })
  if (session.sessionId === null || session.sessionId === sessionId || isEmptySession(session)) return
  const place = { directory: session.cwd ?? directory, env, session: session.sessionId, transcript, past: true }
  const { revision } = await saveSession(session, place)
  marks.set({ saved: { size: info.size, mtimeMs: info.mtimeMs, revision } })
  log(`saved revision ${revision} of ${session.sessionId}, which ended without a hook`)
}
