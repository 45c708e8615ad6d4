import { statSync } from 'node:fs'
import path from 'node:path'
import type { Env } from '../../io/env.ts'
import type { HookInput } from '../hook.ts'
import { SESSION_VARIABLES } from '../session-id.ts'
import type { Place } from '../state.ts'

/** Whose state an event is about. The payload alone says which session it is: the environment may be another agent's around it. */
export function placeOf(input: HookInput, session: string | null = input.sessionId): Place {
  const env: Env = Object.fromEntries(Object.entries(input.env).filter(([name]) => !SESSION_VARIABLES.includes(name)))
  return { directory: directoryOf(input), env, ...(session !== null && { session }) }
}

export function directoryOf(input: HookInput): string {
  const folder = path.resolve(input.cwd)
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : process.cwd()
}
