import { own } from '../../core/own.ts'
import type { SubagentRun } from '../../core/types.ts'
import type { Mark } from '../_core/facts.ts'
import { asObject, asText, isObject, type Json, objects, textOrNull } from '../_core/json.ts'
import { clip, MAX_RESULT } from '../_core/limits.ts'

export interface Notification {
  id: string | null
  toolUseId: string | null
  status: SubagentRun['status'] | null
  summary: string
  result: string | null
}

const STATUS: Readonly<Record<string, SubagentRun['status']>> = {
  completed: 'completed',
  success: 'completed',
  finished: 'completed',
  failed: 'failed',
  error: 'failed',
  killed: 'killed',
  stopped: 'killed',
  cancelled: 'killed',
  running: 'running',
  pending: 'running',
  async_launched: 'running',
}

export const agentStatus = (value: unknown): SubagentRun['status'] | null => own(STATUS, asText(value)) ?? null

/** `<task-notification>` (and the older `<agent-notification>`): a background task came to an end. */
export function readNotification(text: string): Notification {
  const tag = (name: string): string | null => {
    const start = text.indexOf(`<${name}>`)
    const end = start < 0 ? -1 : name === 'result' ? text.lastIndexOf(`</${name}>`) : text.indexOf(`</${name}>`, start)
    return end <= start ? null : text.slice(start + name.length + 2, end).trim()
  }
  return {
    id: tag('task-id') ?? tag('agent-id'),
    toolUseId: tag('tool-use-id'),
    status: agentStatus(tag('status')),
    summary: tag('summary') ?? '',
    result: tag('result'),
  }
}

/** Subagents of a session, by the tool call that launched them and by their own id. */
export class Agents {
  private readonly runs: SubagentRun[] = []
  private readonly byCall = new Map<string, SubagentRun>()
  private readonly byId = new Map<string, SubagentRun>()
  /** Ids seen in progress records while the launching call was unanswered. */
  private readonly inFlight = new Map<string, string>()

  private readonly heard = new Map<string, { words: string | null; mark: Mark }>()

  get all(): SubagentRun[] {
    return this.runs
  }

  knows(id: string): boolean {
    return this.byId.has(id)
  }

  progress(toolUseId: string, agentId: string): void {
    if (toolUseId !== '' && agentId !== '') this.inFlight.set(toolUseId, agentId)
  }

  /** The launching call was answered, or the transcript ends while it runs (`result` null). */
  launch(
    toolUseId: string,
    input: Json,
    result: Json | null,
    text: string,
    mark: Mark,
    startedAt: string | null,
  ): void {
    const id =
      textOrNull(result?.agentId) ?? /^agentId: (\w+)/m.exec(text)?.[1] ?? this.inFlight.get(toolUseId) ?? toolUseId
    const known = this.byId.get(id)
    const status =
      result === null && text === ''
        ? 'running'
        : (agentStatus(result?.status) ?? (text.startsWith('Async agent launched') ? 'running' : 'completed'))
    const run: SubagentRun = known ?? {
      id,
      type: textOrNull(input.subagent_type) ?? textOrNull(result?.agentType),
      description: textOrNull(input.description),
      prompt: textOrNull(input.prompt),
      status,
      result: null,
      worktree: null,
      startedAt,
      endedAt: null,
      ref: mark.ref,
    }
    if (!known) this.runs.push(run)
    this.byCall.set(toolUseId, run)
    this.byId.set(id, run)
    run.worktree = textOrNull(result?.worktreePath) ?? run.worktree
    if (status !== 'running') this.end(run, status, resultText(result) ?? withoutFooter(text), mark)
  }

  /** A launched agent whose call came back as an error: it was stopped while it worked. */
  interrupted(toolUseId: string, input: Json, mark: Mark, startedAt: string | null): boolean {
    if (!this.inFlight.has(toolUseId)) return false
    this.launch(toolUseId, input, null, '', mark, startedAt)
    this.stop(this.inFlight.get(toolUseId)!, 'killed', mark)
    return true
  }

  notify(notification: Notification, mark: Mark): boolean {
    const run = this.byId.get(notification.id ?? '') ?? this.byCall.get(notification.toolUseId ?? '')
    if (!run || !notification.status) return false
    this.end(run, notification.status, notification.result, mark)
    return true
  }

  stop(id: string, status: SubagentRun['status'], mark: Mark, result: string | null = null): void {
    const run = this.byId.get(id)
    if (run) this.end(run, status, result, mark)
  }

  resume(id: string): void {
    const run = this.byId.get(id)
    if (run) Object.assign(run, { status: 'running', endedAt: null })
  }

  /** The newest record of an agent's own file: its words when it ended a turn with them, null otherwise. */
  hear(id: string, words: string | null, mark: Mark): void {
    this.heard.set(id, { words, mark })
  }

  /** An agent whose file ends with its words has come to an end, though nobody was told. */
  settle(): void {
    for (const [id, { words, mark }] of this.heard) {
      const run = this.byId.get(id)
      if (run?.status === 'running' && words !== null) this.end(run, 'completed', words, mark)
    }
  }

  /** What a companion file tells of its agent. */
  describe(
    id: string,
    facts: { type?: string | null; description?: string | null; worktree?: string | null; prompt?: string | null },
  ): void {
    const run = this.byId.get(id)
    if (!run) return
    run.type ??= facts.type ?? null
    run.description ??= facts.description ?? null
    run.worktree ??= facts.worktree ?? null
    run.prompt ??= facts.prompt ?? null
  }

  private end(run: SubagentRun, status: SubagentRun['status'], result: string | null, mark: Mark): void {
    run.status = status
    if (status !== 'running') run.endedAt = mark.at
    if (result) run.result = clip(result, MAX_RESULT)
  }
}

function resultText(result: Json | null): string | null {
  const texts = objects(result?.content)
    .filter(block => block.type === 'text')
    .map(block => asText(block.text))
  return texts.length > 0 ? withoutFooter(texts.join('\n')) : null
}

/** The harness ends a result with the agent's id for resuming it. */
function withoutFooter(text: string): string | null {
  return text.replace(/\n*agentId: \w+ \([^\n]*\)(?:\n<usage>[\s\S]*)?\s*$/, '').trim() || null
}

export const taskOf = (result: unknown): Json => (isObject(result) ? asObject(result.task) : {})
