/** Codex and OpenCode do not tell a server which session calls it. Their hooks run just before the call and leave word of it. */
import path from 'node:path'
import type { Env } from '../io/env.ts'
import { Marks } from './hooks/marks.ts'
import { sessionFromEnv } from './session-id.ts'

/** A call follows its hook at once; older word is about another call. */
const FRESH_MS = 10_000

/** How hosts spell the names of our tools. */
const OURS = /^(?:mcp_+)?midstride_/

const marksOf = (env: Env, cwd: string): Marks => new Marks(env, 'caller', path.resolve(cwd))

/** Notes that a session is about to call a tool, when it is one of ours. */
export function noteCaller(env: Env, cwd: string, session: string | null, tool: string, now = Date.now()): void {
  if (session !== null && OURS.test(tool)) marksOf(env, cwd).set({ caller: { session, at: now } })
}

/** The environment, with the session that calls where the host names none. */
export function withCaller(env: Env, cwd: string, now = Date.now()): Env {
  if (sessionFromEnv(env) !== null) return env
  const { caller } = marksOf(env, cwd).data
  return caller && Math.abs(now - caller.at) < FRESH_MS ? { ...env, MIDSTRIDE_SESSION_ID: caller.session } : env
}
