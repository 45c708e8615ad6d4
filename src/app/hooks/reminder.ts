/** The end of a turn, once per session and only where work was done: is it handed over? */
import type { Session } from '../../core/types.ts'
import type { Env } from '../../io/env.ts'
import { readTail } from '../../io/tail.ts'
import type { HookContext, HookInput, HookOutput } from '../hook.ts'
import { directoryOf } from './place.ts'
import { assistantWords, lastLines } from './words.ts'

/** Tool calls that write files or start an agent, as the four transcript formats spell them. Bytes are searched: most turns only answer. */
const WORKS =
  /"(?:name|tool)":\s*"(?:Edit|Write|MultiEdit|NotebookEdit|apply_patch|edit|write|patch|replace|write_file|Agent|Task|task|spawn_agent|invoke_agent)"|"type":\s*"FileChange"/
const MAX_BYTES = 8 * 1024 * 1024
/** An agent that never answers must not have the whole transcript read at every turn. */
const PATIENCE_BYTES = 64 * 1024

type Mode = 'remind' | 'block' | 'off'

/** `MIDSTRIDE_STOP`: remind the person (default), let the agent go on until it has handed over, or nothing. */
export function stopMode(env: Env): Mode {
  const value = env.MIDSTRIDE_STOP
  return value === 'block' || value === 'off' ? value : 'remind'
}

export async function remind(input: HookInput, context: HookContext): Promise<HookOutput> {
  const { marks } = context
  const mode = stopMode(input.env)
  if (mode === 'off' || input.stopHookActive || input.busy || !input.transcript) return {}
  if (marks.data.reminded || marks.data.closed) return {}
  const { text, end } = readFrom(input.transcript, marks.data.searched ?? 0)
  if (!WORKS.test(text)) {
    if (end !== marks.data.searched) marks.set({ searched: end })
    return {}
  }
  if (!input.tellsBusy && end < (marks.data.waited ?? -Infinity) + PATIENCE_BYTES) return {}
  const missing = await look(input, input.transcript)
  // Work that goes on in the background is not over; the same turns are looked at again when more has been said.
  if (missing === null) {
    marks.set({ waited: end })
    return {}
  }
  marks.set(missing.length === 0 ? { searched: end } : { reminded: true })
  return missing.length === 0 ? {} : word(mode, missing)
}

/** What is missing of a handover; null while an agent still works. */
async function look(input: HookInput, transcript: string): Promise<string[] | null> {
  const [{ readSession }, { whatIsMissing, writtenFiles }] = await Promise.all([
    import('../read-session.ts'),
    import('./evidence.ts'),
  ])
  const session = await readSession(transcript, { cwd: input.cwd, allowEmpty: true })
  if (!input.tellsBusy && isBusy(session)) return null
  if (writtenFiles(session).length === 0) return []
  const words = [...wordsAfterWork(transcript), input.lastAssistant ?? '']
  return whatIsMissing(session, { directory: directoryOf(input), env: input.env, session: input.sessionId, words })
}

const isBusy = (session: Session): boolean => session.subagents.some(({ status }) => status === 'running')

function wordsAfterWork(transcript: string): string[] {
  const lines = lastLines(transcript)
  return lines.slice(lines.findLastIndex(line => WORKS.test(line)) + 1).map(assistantWords)
}

/** For the person; the agent hears it only where it is to go on. */
export function word(mode: Mode, missing: readonly string[]): HookOutput {
  const facts = missing.join('; ')
  if (mode === 'block')
    return {
      block: `Files were changed in this session and the work is not handed over: ${facts}. Before you stop, run the handover: commit and push, update the task, file follow-ups, give the Framework Reflection. Say so if the user only wanted to pause.`,
    }
  return {
    message: `midstride: files were changed in this session: ${facts}. What the transcript shows is saved by itself; /handoff or /dump adds what only the agent knows.`,
  }
}

/** From an offset to the last line end, at most the newest 8 MiB. A file that cannot be read shows no work. */
function readFrom(file: string, from: number): { text: string; end: number } {
  const tail = readTail(file, MAX_BYTES, from)
  if (!tail) return { text: '', end: from }
  const last = tail.bytes.lastIndexOf(10)
  return { text: tail.bytes.toString('latin1'), end: last < 0 ? tail.start : tail.start + last + 1 }
}
