import type { Env } from '../io/env.ts'
import { heirOf } from './taken.ts'

/**
 * Where hosts say which session a process belongs to: seen in Claude Code 2.1.329 and Gemini CLI 0.61.0; Codex tells its shell
 * commands (openai/codex#10096) but not its MCP servers; OpenCode says nothing, our plugin does.
 */
export const SESSION_VARIABLES: readonly string[] = [
  'MIDSTRIDE_SESSION_ID',
  'CLAUDE_CODE_SESSION_ID',
  'CODEX_THREAD_ID',
  'GEMINI_SESSION_ID',
  'OPENCODE_SESSION_ID',
]

/** The environment without them: it may be that of another agent around the one that asks. */
export function withoutSession(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SESSION_VARIABLES.includes(name)))
}

/** The session this process runs in: the one its host named at the start, or the one that goes on after `/clear`; null when nothing says. */
export function sessionFromEnv(env: Env): string | null {
  for (const name of SESSION_VARIABLES) if (env[name]) return heirOf(env, env[name])
  return null
}
