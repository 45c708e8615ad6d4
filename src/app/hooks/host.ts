import type { HookEvent } from '../../core/target.ts'
import type { HookOutput } from '../hook.ts'

/** How the answer of one event is spelled. `silent`: the host reads nothing there. */
export type Answer = (output: HookOutput, hostEvent: string) => Record<string, unknown> | null

/** One agent's spelling of hooks. Mostly data; facts seen in the client, or from its documentation where the file says so. */
export interface Host {
  id: string
  /** Our events by the host's own names; an event that is missing is one the host lacks. */
  events: Partial<Record<HookEvent, string>>
  /** Events at which `context` reaches the model. */
  context: readonly HookEvent[]
  /** Events that fire far more often than what they stand for happens. */
  frequent?: readonly HookEvent[]
  /** `session-start` fires after a compaction with the source `compact`. */
  startsAfterCompaction?: boolean
  /** The recovery block goes in under headings: the host turns the angle brackets of what hooks say into entities. */
  escapesTags?: boolean
  /** Payload keys that differ from the common ones, in the host's snake_case. */
  keys?: Partial<Record<PayloadKey, string>>
  /** What the host puts in front of the prompt before hooks see it. */
  promptPrefix?: RegExp
  answer: Partial<Record<HookEvent, Answer>>
}

export type PayloadKey =
  | 'session'
  | 'transcript'
  | 'cwd'
  | 'source'
  | 'prompt'
  | 'toolName'
  | 'toolInput'
  | 'lastAssistant'

export const defineHost = (host: Host): Host => host
