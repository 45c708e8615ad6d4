/** Transcript → Session → State → store, without anybody's help. What could not be read is never written. */
import { statSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { UserError } from '../../core/errors.ts'
import type { HookContext, HookInput } from '../hook.ts'
import { readSession } from '../read-session.ts'
import { isEmptySession, saveSession } from '../save-session.ts'
import type { Saved } from '../state.ts'
import { KILLED, transcriptMarks } from './killed.ts'
import { directoryOf } from './place.ts'

/** A host that calls this before every request is heeded again when the transcript has grown by this much. */
const FREQUENT_BYTES = 32 * 1024

/** Below this, a process ends before code that was optimised for it has paid for the optimising. */
const BRIEF_BYTES = 16 * 1024 * 1024

/** Saves what the transcript holds; null when there is nothing new or nothing at all to save. */
export async function capture(input: HookInput, { marks, log }: HookContext, frequent = false): Promise<Saved | null> {
  const file = input.transcript
  if (file === null) return null
  const info = statSync(file, { throwIfNoEntry: false })
  if (!info?.isFile()) throw new UserError(`${file} is not there`, 'nothing was saved')
  const { saved } = marks.data
  if (saved && saved.size === info.size && saved.mtimeMs === info.mtimeMs) return null
  if (saved && frequent && info.size - saved.size < FREQUENT_BYTES && info.size >= saved.size) return null
  if (info.size < BRIEF_BYTES) setFlagsFromString('--no-opt')
  const session = await readSession(file, { cwd: input.cwd, allowEmpty: true })
  if (isEmptySession(session)) return null
  const past = input.source === KILLED
  const place = { directory: directoryOf(input), env: input.env, session: input.sessionId, transcript: file, past }
  const result = await saveSession(session, place)
  const now = { size: info.size, mtimeMs: info.mtimeMs, revision: result.revision }
  marks.set({ saved: now, compactions: session.compactions.length })
  transcriptMarks(input, file).set({ saved: now })
  log(`saved revision ${result.revision}${result.unchanged ? ' (unchanged)' : ''} of ${result.project}`)
  return result
}
