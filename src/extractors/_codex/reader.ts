import type { LinePlace, LineSink, ReadContext, Reader } from '../../core/extractor.ts'
import { baseName } from '../../core/session/paths.ts'
import type { Session } from '../../core/types.ts'
import { Facts, type Mark } from '../_core/facts.ts'
import { asObject, asText, isoTime, type Json, readLine, textOrNull } from '../_core/json.ts'
import { TodoList } from '../_core/todos.ts'
import { Agents } from './agents.ts'
import { Calls } from './calls.ts'
import { SHORT_LINE, skimAnswer } from './skim.ts'
import { folderOf, Thread } from './thread.ts'

/** Line types without a fact: totals, settings, snapshots of what other records tell. */
const IGNORED = new Set([
  'token_usage_record',
  'world_state',
  'retained_context',
  'session_state',
  'inter_agent_communication',
  'inter_agent_communication_metadata',
])
/** Bulky records that hold nothing a session is asked for, not even when it ended. */
const BULK: ReadonlySet<string> = new Set([
  'event_msg/token_count',
  'event_msg/agent_reasoning',
  'event_msg/exec_command_output_delta',
  'event_msg/exec_command_end',
  'response_item/reasoning',
  'token_usage_record',
  'world_state',
])
/** A line of one of these, where its types stand first; told before it is parsed. */
const BULKY = new RegExp(
  String.raw`^\{ ?"timestamp": ?"[^"\\]*", ?(?:"ordinal": ?\d+, ?)?"type": ?"(?:${[...BULK]
    .map(types => types.replace('/', '", ?"payload": ?\\{ ?"type": ?"'))
    .join('|')})"`,
)

/** Reads a rollout of Codex CLI, and the rollouts of the agents it spawned. */
export class CodexReader implements Reader {
  private readonly facts = new Facts()
  private readonly todos = new TodoList()
  private readonly agents = new Agents()
  private readonly calls = new Calls(this.facts, this.todos, this.agents)
  private readonly thread = new Thread(this.facts, this.calls, this.agents, true)
  private readonly companions: Calls[] = []
  private readonly context: ReadContext
  private meta: Json | null = null
  private cwd: string | null
  private endedAt: string | null = null
  private readonly skims: boolean

  /** `skims: false` parses every line; what is read is the same. */
  constructor(context: ReadContext, options: { skims?: boolean } = {}) {
    this.context = context
    this.facts.lastWords = () => this.thread.lastAssistant ?? this.thread.lastItem
    this.skims = options.skims !== false
    this.cwd = context.cwd ?? null
  }

  line(bytes: Buffer, place: LinePlace): void {
    this.read(bytes, place, this.thread, 'main', place.offset >= (this.context.since ?? 0))
  }

  /** A rollout's name ends with the id of its thread: only those of known agents are read. */
  companion(file: string): LineSink | null {
    const id = /([0-9a-f]{8}-[0-9a-f-]{27})\.jsonl$/.exec(baseName(file))?.[1]
    if (!id || id === this.meta?.id || !this.agents.find(id)) return null
    this.facts.stream += 1
    const calls = new Calls(this.facts, this.todos, this.agents)
    this.companions.push(calls)
    const thread = new Thread(this.facts, calls, this.agents, false)
    return (bytes, place) => this.read(bytes, place, thread, id, true)
  }

  private read(bytes: Buffer, place: LinePlace, thread: Thread, actor: string, fresh: boolean): void {
    if (this.skims && (isBulk(bytes) || this.skimmed(bytes, place, thread, actor, fresh))) return
    const { values, problem } = readLine(bytes.toString('utf8'))
    if (problem) this.facts.warn(`line ${place.line}: ${problem}`)
    for (const value of values) this.record(value, place, thread, actor, fresh)
  }

  /** A long answer whose output does not matter is not parsed. */
  private skimmed(bytes: Buffer, place: LinePlace, thread: Thread, actor: string, fresh: boolean): boolean {
    const answer = bytes.length < SHORT_LINE ? null : skimAnswer(bytes)
    if (answer === null || !thread.calls.isAnswered(answer.callId, answer.head)) return false
    const at = isoTime(answer.timestamp)
    if (actor === 'main') this.endedAt = at ?? this.endedAt
    thread.calls.finish(answer.callId, answer.head, { at, ref: `line:${place.line}`, fresh, actor, cwd: this.cwd })
    return true
  }

  private record(value: Json, place: LinePlace, thread: Thread, actor: string, fresh: boolean): void {
    const type = asText(value.type)
    const payload = asObject(value.payload)
    if (BULK.has(type) || BULK.has(`${type}/${asText(payload.type)}`)) return
    const at = isoTime(value.timestamp)
    if (actor === 'main') this.endedAt = at ?? this.endedAt
    const mark: Mark = { at, ref: textOrNull(payload.id) ?? `line:${place.line}`, fresh, actor, cwd: this.cwd }
    if (type === 'session_meta') this.session(payload, actor)
    else if (type === 'turn_context') this.cwd = actor === 'main' ? (folderOf(payload.cwd) ?? this.cwd) : this.cwd
    else if (type === 'response_item') thread.responseItem(payload, mark)
    else if (type === 'event_msg') thread.event(payload, mark)
    else if (type === 'compacted') thread.compacted(mark)
    else if (!IGNORED.has(type)) this.facts.unknownType(type || 'record without type')
  }

  /** A fork copies the meta record of the session it came from behind its own. */
  private session(payload: Json, actor: string): void {
    if (actor !== 'main' || this.meta) return
    this.meta = payload
    this.cwd = folderOf(payload.cwd) ?? this.cwd
  }

  finish(): Session {
    for (const calls of [this.calls, ...this.companions]) calls.close()
    const meta = this.meta ?? {}
    return this.facts.finish(
      {
        agent: 'codex',
        agentVersion: textOrNull(meta.cli_version),
        sessionId: textOrNull(meta.id),
        cwd: this.cwd,
        gitBranch: this.calls.branch ?? textOrNull(asObject(meta.git).branch),
        startedAt: isoTime(meta.timestamp),
        endedAt: this.endedAt,
      },
      {
        todos: this.todos.final,
        subagents: this.agents.all,
        lastAssistant: this.thread.lastAssistant ?? this.thread.lastItem,
      },
    )
  }
}

const isBulk = (bytes: Buffer): boolean => bytes.at(-1) === CLOSE && BULKY.test(bytes.toString('latin1', 0, 160))

const CLOSE = 0x7d
