import type { BlockForm } from '../core/recovery/block.ts'
import type { HookEvent } from '../core/target.ts'
import type { Env } from '../io/env.ts'
import type { Marks } from './hooks/marks.ts'

/** A hook payload after the host's spelling was taken off. */
export interface HookInput {
  host: string
  sessionId: string | null
  transcript: string | null
  cwd: string
  /** startup, resume, clear, compact; manual, auto; … */
  source: string | null
  prompt: string | null
  tool: { name: string; input: unknown } | null
  /** What the agent said last, where the host tells it at the end of a turn. */
  lastAssistant: string | null
  /** The turn goes on because of a stop hook: doing so again would loop. */
  stopHookActive: boolean
  /** Work still runs in the background, so the turn's end is not the end of the work. */
  busy: boolean
  /** The host says at the end of a turn what runs in the background; elsewhere the transcript has to be asked. */
  tellsBusy: boolean
  raw: Record<string, unknown>
  env: Env
}

export interface HookOutput {
  /** Text to put into the conversation, where the host and the event allow it. */
  context?: string
  /** Shown to the person. */
  message?: string
  /** Refuses the tool call, or lets the turn go on at its end; the text says why. */
  block?: string
}

/** What the host allows, so that an event can choose its moment. */
export interface HookHost {
  id: string
  /** Events at which text reaches the model. */
  takesContext(event: HookEvent): boolean
  /** The host calls this event far more often than what it stands for happens. */
  isFrequent(event: HookEvent): boolean
  /** After a compaction `session-start` fires with the source `compact`. */
  startsAfterCompaction: boolean
  /** How the recovery block is delimited there. */
  blockForm: BlockForm
}

export interface HookContext {
  host: HookHost
  marks: Marks
  /** Adds a line to the log file. */
  log(line: string): void
}

/** One event. Fails open: a throw becomes one stderr line and a log entry, never an exit code. */
export interface Hook {
  event: HookEvent
  run(input: HookInput, context: HookContext): Promise<HookOutput>
}

export const defineHook = (hook: Hook): Hook => hook
