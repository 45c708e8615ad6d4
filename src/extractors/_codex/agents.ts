import { own } from '../../core/own.ts'
import type { SubagentRun } from '../../core/types.ts'
import type { Mark } from '../_core/facts.ts'
import { asObject, asText, type Json, textOrNull } from '../_core/json.ts'
import { clip, MAX_RESULT } from '../_core/limits.ts'

const ENDED: Readonly<Record<string, SubagentRun['status']>> = {
  completed: 'completed',
  errored: 'failed',
  failed: 'failed',
  shutdown: 'killed',
  interrupted: 'killed',
  not_found: 'unknown',
}

/** Threads this one spawned, by their id. */
export class Agents {
  readonly all: SubagentRun[] = []

  find(id: string): SubagentRun | undefined {
    return this.all.find(run => run.id === id)
  }

  /** `spawn_agent` was answered: `{"agent_id", "nickname"}`. */
  spawn(input: Json, id: string, mark: Mark): void {
    if (id === '' || this.find(id)) return
    this.all.push({
      id,
      type: textOrNull(input.agent_type) ?? textOrNull(input.agent_role),
      description: textOrNull(input.task_name),
      prompt: textOrNull(input.message) ?? textOrNull(input.prompt),
      status: 'running',
      result: null,
      worktree: null,
      startedAt: mark.at,
      endedAt: null,
      ref: mark.ref,
    })
  }

  /** A status as `wait_agent`, notifications and thread states write it: a word, or `{"completed": "last words"}`. */
  tell(id: string, status: unknown, mark: Mark): void {
    const run = this.find(id)
    if (!run) return
    const [word, words] =
      typeof status === 'string' ? [status, null] : (Object.entries(asObject(status))[0] ?? ['', null])
    const ended = own(ENDED, word)
    if (!ended) return
    run.status = ended
    run.result = textOrNull(clip(asText(words), MAX_RESULT)) ?? run.result
    run.endedAt = mark.at
  }

  tellAll(statuses: unknown, mark: Mark): void {
    for (const [id, status] of Object.entries(asObject(statuses))) this.tell(id, status, mark)
  }
}
