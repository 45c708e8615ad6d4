/** One word at the end of a turn, once per session, and only where files were changed: the work is not handed over yet. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { Env } from '../../io/env.ts'
import type { HookContext, HookInput, HookOutput } from '../hook.ts'

/** Tool calls that write files, as the four transcript formats spell them. Bytes are searched: reading records would cost too much here. */
const WRITES =
  /"(?:name|tool)":\s*"(?:Edit|Write|MultiEdit|NotebookEdit|apply_patch|edit|write|patch|replace|write_file)"|"type":\s*"FileChange"/
const MAX_BYTES = 8 * 1024 * 1024

type Mode = 'remind' | 'block' | 'off'

/** `MIDSTRIDE_STOP`: remind the person (default), let the agent go on until it has handed over, or nothing. */
export function stopMode(env: Env): Mode {
  const value = env.MIDSTRIDE_STOP
  return value === 'block' || value === 'off' ? value : 'remind'
}

export function remind(input: HookInput, { marks }: HookContext): HookOutput {
  const mode = stopMode(input.env)
  if (mode === 'off' || input.stopHookActive || input.busy || !input.transcript) return {}
  if (marks.data.reminded || marks.data.closed || !workWasDone(input.transcript, marks.data.searched ?? 0, marks))
    return {}
  marks.set({ reminded: true })
  if (mode === 'block')
    return {
      block:
        'Files were changed in this session and nothing was handed over. Before you stop, run the handover: update the task, file follow-ups, give the Framework Reflection. Say so if the user only wanted to pause.',
    }
  return {
    message:
      'midstride: files were changed in this session. What the transcript shows is saved by itself; /handoff or /dump adds what only the agent knows.',
  }
}

function workWasDone(file: string, from: number, marks: HookContext['marks']): boolean {
  const { text, end } = readFrom(file, from)
  if (WRITES.test(text)) return true
  if (end !== from) marks.set({ searched: end })
  return false
}

/** From an offset to the last line end, at most the newest 8 MiB. A file that cannot be read shows no work. */
function readFrom(file: string, from: number): { text: string; end: number } {
  try {
    const handle = openSync(file, 'r')
    try {
      const { size } = fstatSync(handle)
      const start = Math.max(from <= size ? from : 0, size - MAX_BYTES)
      const buffer = Buffer.alloc(size - start)
      const read = readSync(handle, buffer, 0, buffer.length, start)
      const last = buffer.lastIndexOf(10, read - 1)
      return { text: buffer.toString('utf8', 0, read), end: last < 0 ? start : start + last + 1 }
    } finally {
      closeSync(handle)
    }
  } catch {
    return { text: '', end: from }
  }
}
