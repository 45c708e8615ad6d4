/** `/clear` ends one session and starts another in the same process; this is how the second knows the first. */
import type { HookInput } from '../hook.ts'
import { Marks } from './marks.ts'

const MINUTE = 60_000

export function noteCleared(input: HookInput, now = Date.now()): void {
  if (input.sessionId) processMarks(input).set({ cleared: { session: input.sessionId, at: now } })
}

/** The session that was cleared just before; read once. */
export function clearedSession(input: HookInput, now = Date.now()): string | null {
  const marks = processMarks(input)
  const { cleared } = marks.data
  if (!cleared) return null
  marks.set({ cleared: undefined })
  return now - cleared.at < MINUTE && cleared.session !== input.sessionId ? cleared.session : null
}

/** One agent process; where the host does not name it, the folder stands for it. */
function processMarks({ env, host, cwd }: HookInput): Marks {
  return new Marks(env, host, `process ${env.CLAUDE_PID ?? cwd}`)
}
