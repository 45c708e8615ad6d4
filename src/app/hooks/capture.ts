/** Transcript → Session → State → store, without anybody's help. What could not be read is never written. */
import { statSync } from 'node:fs'
import { RefusedError, UserError } from '../../core/errors.ts'
import { enrich } from '../../core/state/enrich.ts'
import type { Session, State } from '../../core/types.ts'
import { deriveNow } from '../draft.ts'
import type { HookContext, HookInput } from '../hook.ts'
import { withStore } from '../open-store.ts'
import { findProject } from '../project.ts'
import { readSession } from '../read-session.ts'
import type { Saved } from '../state.ts'
import { directoryOf } from './place.ts'

/** A host that calls this before every request is heeded again when the transcript has grown by this much. */
const FREQUENT_BYTES = 32 * 1024

/** Saves what the transcript holds; null when there is nothing new or nothing at all to save. */
export async function capture(input: HookInput, { marks, log }: HookContext, frequent = false): Promise<Saved | null> {
  const file = input.transcript
  if (file === null) return null
  const info = statSync(file, { throwIfNoEntry: false })
  if (!info?.isFile()) throw new UserError(`${file} is not there`, 'nothing was saved')
  const { saved } = marks.data
  if (saved && saved.size === info.size && saved.mtimeMs === info.mtimeMs) return null
  if (saved && frequent && info.size - saved.size < FREQUENT_BYTES && info.size >= saved.size) return null
  const session = await readSession(file, { cwd: input.cwd, allowEmpty: true })
  if (isEmpty(session)) return null
  const result = await save(input, session, file)
  marks.set({
    saved: { size: info.size, mtimeMs: info.mtimeMs, revision: result.revision },
    compactions: session.compactions.length,
  })
  log(`saved revision ${result.revision}${result.unchanged ? ' (unchanged)' : ''} of ${result.project}`)
  return result
}

async function save(input: HookInput, session: Session, transcript: string): Promise<Saved> {
  const directory = directoryOf(input)
  const taken = Date.parse(session.endedAt ?? '')
  const [project, derived] = await Promise.all([
    findProject(directory),
    deriveNow(session, {
      project: directory,
      transcript,
      mode: 'auto',
      env: input.env,
      // The same transcript gives the same state, however often the host calls.
      now: new Date(Number.isNaN(taken) ? Date.now() : taken),
      quick: true,
    }),
  ])
  const name = input.sessionId ?? session.sessionId
  const scope = {
    project: project.root,
    worktree: project.worktree,
    branch: derived.environment.git_branch,
    session: name,
  }
  const saved = await withStore(input.env, async store => {
    const save = (state: State) => store.save({ scope, state, trigger: 'auto' })
    const before = name === null ? null : await store.load({ project: project.root, session: name })
    if (before === null) return save(derived)
    try {
      return await save(enrich(before.state, derived))
    } catch (error) {
      // Both together may pass a limit that each alone keeps; the judgement stays in the revision before.
      if (!(error instanceof RefusedError)) throw error
      return save(derived)
    }
  })
  return { ...saved, project: project.root }
}

function isEmpty(session: Session): boolean {
  return session.messages.length === 0 && session.files.length === 0 && session.commands.length === 0
}
