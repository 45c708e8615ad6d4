/** The session before this one may have been killed: no hook ran at its end, and what it left must be saved before it can be offered. */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import path from 'node:path'
import type { Env } from '../../io/env.ts'
import { packageRoot } from '../../io/package-root.ts'
import type { HookInput } from '../hook.ts'
import { locators } from '../newest-session.ts'
import { findProject } from '../project.ts'
import { withoutSession } from '../session-id.ts'
import { projectOf } from '../sessions/locator.ts'
import { Marks } from './marks.ts'
import { directoryOf } from './place.ts'

const DAY = 86_400_000
/** The host waits while this is read; longer ones are left to the sweep. */
const MAX_BYTES = 8 * 1024 * 1024
/** Newest transcripts whose heads are read; some agents keep those of all projects together. */
const LOOKED_AT = 8

/** Why a session ended, where no hook was there to hear it. */
export const KILLED = 'killed'

const PATIENCE_MS = 5000

/** What is known of a transcript, whichever session it turns out to hold. */
export const transcriptMarks = (input: Pick<HookInput, 'env'>, transcript: string): Marks =>
  new Marks(input.env, 'transcript', transcript)

/** Saves the newest other session that this agent has of the project, when it has gone on since it was last saved. */
export async function saveKilled(input: HookInput, now = Date.now()): Promise<void> {
  const { env, host, transcript: own } = input
  const locator = locators.find(({ agent }) => agent === host)
  if (!locator) return
  const directory = directoryOf(input)
  const { root, worktree } = await findProject(directory)
  const found = await locator.find(await projectOf(worktree ?? root, directory), env, LOOKED_AT)
  const source = found.find(({ transcript }) => transcript !== own)
  if (!source || source.sessionId !== undefined || now - source.mtimeMs > DAY) return
  const size = statSync(source.transcript, { throwIfNoEntry: false })?.size ?? 0
  if (size === 0 || size > MAX_BYTES || transcriptMarks(input, source.transcript).data.saved?.size === size) return
  endLate(host, source.transcript, directory, env)
}

/** What reads transcripts would double the time this hook takes to load, so the hook that was missed runs in a process of its own. */
function endLate(host: string, transcript: string, cwd: string, env: Env): void {
  const file = path.join(packageRoot(), 'dist', 'hooks', 'session-end.cjs')
  const input = JSON.stringify({ transcript_path: transcript, cwd, reason: KILLED })
  spawnSync(process.execPath, [file, '--host', host], { cwd, env: withoutSession(env), input, timeout: PATIENCE_MS })
}
