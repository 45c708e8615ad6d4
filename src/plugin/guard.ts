import type { Env } from '../io/env.ts'
import { appendLog } from '../io/log.ts'

/** Longest a handler may keep OpenCode waiting, in milliseconds. */
const PATIENCE_MS = 8000

/** Thrown on purpose: OpenCode takes a throw before a tool call as its refusal, and gives the words to the model. */
export class Refusal extends Error {}

/** A handler that never throws anything but a refusal and never hangs: in OpenCode a throw after a tool call replaces the tool's result. */
export function guarded<A extends unknown[]>(
  env: Env,
  name: string,
  handler: (...args: A) => Promise<void>,
): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await inTime(handler(...args))
    } catch (error) {
      if (error instanceof Refusal) throw error
      appendLog(env, `opencode ${name} failed: ${(error as Error)?.stack ?? error}`)
    }
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`gave up after ${PATIENCE_MS} ms`)), PATIENCE_MS)
  })
  try {
    await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
