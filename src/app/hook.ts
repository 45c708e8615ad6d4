import type { Env } from '../io/env.ts'

/** A hook payload after the host's spelling was taken off. */
export interface HookInput {
  host: string
  sessionId: string | null
  transcript: string | null
  cwd: string
  /** startup, resume, clear, compact; manual, auto; … */
  source: string | null
  prompt: string | null
  raw: Record<string, unknown>
  env: Env
}

export interface HookOutput {
  /** Text to put into the conversation, where the host and the event allow it. */
  context?: string
  /** Shown to the person. */
  message?: string
  block?: string
}

/** One event. Fails open: a throw becomes one stderr line and a log entry, never an exit code. */
export interface Hook {
  event: string
  run(input: HookInput): Promise<HookOutput>
}

export const defineHook = (hook: Hook): Hook => hook
