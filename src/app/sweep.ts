/** Sessions that ended without a word: no hook ran, so nothing of them is in the store. Their transcripts still tell. */
import { statSync } from 'node:fs'
import type { Session } from '../core/types.ts'
import type { Env } from '../io/env.ts'
import { appendLog } from '../io/log.ts'
import { writtenFiles } from './hooks/evidence.ts'
import { projectSessions } from './newest-session.ts'
import { withStore } from './open-store.ts'
import { findProject } from './project.ts'
import { readSession } from './read-session.ts'
import { saveSession } from './save-session.ts'
import type { FoundSession } from './sessions/locator.ts'
import { sweepMarks } from './start-sweep.ts'

const HOUR = 3_600_000
/** Younger ones may still go on. */
const QUIET_HOURS = 24
/** Older ones are nobody's work any more. */
const OLDEST_HOURS = 30 * 24
const MAX_BYTES = 64 * 1024 * 1024
const MAX_SEEN = 300

export interface SweepOptions {
  /** Most sessions to save. */
  limit: number
  /** No transcript is begun after so many seconds. */
  seconds: number
  now?: number
}

export interface Swept {
  session: string
  agent: string
  transcript: string
  revision: number
}

/**
 * Saves the state of sessions of this project that changed files, ended more than a day and less than a month ago and have none. A
 * transcript that was looked at is not read again unless it has changed.
 */
export async function sweep(
  cwd: string,
  env: Env,
  { limit, seconds, now = Date.now() }: SweepOptions,
): Promise<Swept[]> {
  const { root } = await findProject(cwd)
  const marks = sweepMarks(env, root)
  const seen = new Set(marks.data.seen ?? [])
  const deadline = now + seconds * 1000
  const known = await withStore(env, store => store.sessions(root))
  const saved = new Set(known.map(({ session }) => session))
  const found = (await projectSessions(cwd, env)).filter(one => isDue(one, now) && !seen.has(keyOf(one)))
  const swept: Swept[] = []
  for (const source of found) {
    if (swept.length >= limit || Date.now() > deadline) break
    const one = await saveOne(source, saved, root, env).catch(error => {
      appendLog(env, `sweep failed: ${source.transcript}: ${(error as Error)?.message ?? error}`)
      return null
    })
    if (one) swept.push(one)
    seen.add(keyOf(source))
    marks.set({ seen: [...seen].slice(-MAX_SEEN) })
  }
  return swept
}

function isDue({ mtimeMs, transcript, sessionId }: FoundSession, now: number): boolean {
  const hours = (now - mtimeMs) / HOUR
  if (hours < QUIET_HOURS || hours > OLDEST_HOURS) return false
  return sessionId !== undefined || (statSync(transcript, { throwIfNoEntry: false })?.size ?? 0) <= MAX_BYTES
}

const keyOf = ({ transcript, sessionId, mtimeMs }: FoundSession): string =>
  `${transcript}#${sessionId ?? ''}@${Math.round(mtimeMs)}`

async function saveOne(
  { transcript, sessionId, agent }: FoundSession,
  saved: ReadonlySet<string | null>,
  root: string,
  env: Env,
): Promise<Swept | null> {
  if (sessionId !== undefined && saved.has(sessionId)) return null
  const session = await readSession(transcript, { allowEmpty: true, ...(sessionId && { session: sessionId }) })
  const name = sessionId ?? session.sessionId
  if (name === null || saved.has(name) || writtenFiles(session).length === 0) return null
  const place = { directory: folderOf(session, root), env, session: name, transcript, past: true }
  const { revision } = await saveSession(session, place)
  return { session: name, agent, transcript, revision }
}

function folderOf({ cwd }: Session, root: string): string {
  return cwd !== null && statSync(cwd, { throwIfNoEntry: false })?.isDirectory() ? cwd : root
}
