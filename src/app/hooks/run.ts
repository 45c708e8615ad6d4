import { UserError } from '../../core/errors.ts'
import { oneLine, truncate } from '../../core/text.ts'
import type { Env } from '../../io/env.ts'
import { appendLog } from '../../io/log.ts'
import type { Hook, HookContext } from '../hook.ts'
import type { Host } from './host.ts'
import { registry } from './hosts/_registry.ts'
import { Marks } from './marks.ts'
import { readPayload } from './payload.ts'

export interface HookCall {
  host: string
  stdin: string
  cwd: string
  env: Env
}

export interface HookResult {
  /** What goes to stdout; empty when there is nothing to say. */
  out: string
  /** One line for stderr; null when all is well. */
  err: string | null
}

export const HOSTS: readonly string[] = registry.map(host => host.id)

/** Runs one event for one host. Never throws: a hook that fails must not stop the agent. */
export async function runHook(hook: Hook, call: HookCall): Promise<HookResult> {
  const where = `${call.host} ${hook.event}`
  try {
    const host = registry.find(known => known.id === call.host)
    if (!host) throw new UserError(`unknown host '${call.host}'`, `one of ${HOSTS.join(', ')}`)
    const hostEvent = host.events[hook.event]
    if (!hostEvent) return { out: '', err: null }
    const raw = parsePayload(call.stdin)
    const input = readPayload(host, raw, call.env, call.cwd)
    const context: HookContext = {
      host: {
        id: host.id,
        takesContext: event => host.context.includes(event),
        isFrequent: event => host.frequent?.includes(event) ?? false,
        startsAfterCompaction: host.startsAfterCompaction ?? false,
        blockForm: host.escapesTags ? 'headings' : 'tags',
      },
      marks: new Marks(call.env, host.id, input.sessionId),
      log: line => appendLog(call.env, `${where} ${input.sessionId ?? '-'} ${line}`),
    }
    const output = await hook.run(input, context)
    const answer = host.answer[hook.event]?.(output, hostEvent) ?? null
    return { out: answer ? `${JSON.stringify(answer)}\n` : '', err: null }
  } catch (error) {
    const line = error instanceof UserError ? error.line : `unexpected failure: ${(error as Error)?.message ?? error}`
    appendLog(call.env, `${where} failed: ${(error as Error)?.stack ?? line}`)
    return { out: '', err: `midstride hook ${where}: ${truncate(oneLine(line), 500)}` }
  }
}

function parsePayload(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UserError('stdin is not JSON', 'hooks are started by the agent, which sends one JSON object')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UserError('stdin is not a JSON object', 'hooks are started by the agent, which sends one JSON object')
  return value as Record<string, unknown>
}

export type { Host }
