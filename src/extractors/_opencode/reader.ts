import type { LinePlace, LineSink, ReadContext, Reader } from '../../core/extractor.ts'
import type { Session, SubagentRun } from '../../core/types.ts'
import { Facts, type Mark } from '../_core/facts.ts'
import {
  asList,
  asObject,
  asText,
  isoTime,
  type Json,
  numberOrNull,
  objects,
  readLine,
  textOrNull,
} from '../_core/json.ts'
import { clip, MAX_RESULT } from '../_core/limits.ts'
import { TodoList } from '../_core/todos.ts'
import { applyCall, readCall, type Sink } from './tools.ts'

const IGNORED = new Set(['reasoning', 'step-start', 'step-finish', 'file', 'snapshot', 'agent', 'retry', 'subtask'])

/** Reads what `opencode export` prints: `{info, messages: [{info, parts}]}`; child sessions come as companions. */
export class OpenCodeReader implements Reader {
  private readonly facts = new Facts()
  private readonly todos = new TodoList()
  private readonly subagents: SubagentRun[] = []
  private readonly context: ReadContext
  private info: Json = {}
  private cwd: string | null
  private branch: string | null = null
  private endedAt: string | null = null
  private lastAssistant: Session['lastAssistant'] = null
  /** End of the assistant message before; a prompt that came earlier was typed while it worked. */
  private busyUntil = 0
  private fresh = true
  private records = 0

  constructor(context: ReadContext) {
    this.context = context
    this.facts.lastWords = () => this.lastAssistant
    this.cwd = context.cwd ?? null
  }

  line(bytes: Buffer, _place: LinePlace): void {
    const { values, problem } = readLine(bytes.toString('utf8'))
    if (problem) this.facts.warn(problem)
    this.fresh = this.context.since === undefined || this.context.since < bytes.length
    const [value] = values
    if (!value) return
    this.info = asObject(value.info)
    this.cwd = textOrNull(this.info.directory) ?? this.cwd
    this.readMessages(value, 'main')
  }

  companion(): LineSink {
    return bytes => {
      const [value] = readLine(bytes.toString('utf8')).values
      const info = asObject(value?.info)
      if (!value || textOrNull(info.parentID) === null || info.parentID !== this.info.id) return
      this.facts.stream += 1
      this.readMessages(value, asText(info.id))
    }
  }

  private readMessages(value: Json, actor: string): void {
    for (const message of objects(value.messages)) {
      this.records += actor === 'main' ? 1 : 0
      const info = asObject(message.info)
      const mark = this.mark(info, actor)
      if (info.role === 'user') this.readUser(info, objects(message.parts), mark)
      else if (info.role === 'assistant') this.readAssistant(info, objects(message.parts), mark)
      else this.facts.unknownType(`message/${asText(info.role) || 'without role'}`)
    }
  }

  private mark(info: Json, actor: string): Mark {
    const at = isoTime(asObject(info.time).created)
    if (actor === 'main') this.cwd = textOrNull(asObject(info.path).cwd) ?? this.cwd
    return { at, ref: asText(info.id), fresh: this.fresh, actor, cwd: textOrNull(asObject(info.path).cwd) ?? this.cwd }
  }

  /** A person's words are text parts of the main session that nothing injected; a child's first message is its prompt. */
  private readUser(info: Json, parts: Json[], mark: Mark): void {
    for (const part of parts)
      if (part.type === 'compaction') this.facts.compaction(part.auto === true ? 'auto' : 'manual', mark)
      else if (part.type !== 'text' && !IGNORED.has(asText(part.type)))
        this.facts.unknownType(`part/${asText(part.type)}`)
    if (mark.actor !== 'main' || this.info.parentID) return
    const text = parts
      .filter(part => part.type === 'text' && part.synthetic !== true && part.ignored !== true)
      .map(part => asText(part.text))
      .join('\n')
      .trim()
    if (text === '') return
    const created = numberOrNull(asObject(info.time).created) ?? Number.POSITIVE_INFINITY
    const shell = /^!(?=\S)/.test(text)
    this.facts.message(shell ? 'shell' : created < this.busyUntil ? 'steering' : 'prompt', text, mark)
  }

  private readAssistant(info: Json, parts: Json[], mark: Mark): void {
    const time = asObject(info.time)
    if (mark.actor === 'main') {
      this.busyUntil = numberOrNull(time.completed) ?? this.busyUntil
      this.endedAt = isoTime(time.completed) ?? mark.at ?? this.endedAt
    }
    const sink: Sink = {
      facts: this.facts,
      todos: this.todos,
      subagents: this.subagents,
      written: new Set(),
      branch: name => {
        this.branch = name
      },
    }
    for (const part of parts) this.readPart(part, info, sink, mark)
    this.readFailure(asObject(info.error), mark)
  }

  private readPart(part: Json, info: Json, sink: Sink, mark: Mark): void {
    const type = asText(part.type)
    const times = asObject(asObject(part.state).time)
    const at = { ...mark, at: isoTime(times.end) ?? isoTime(times.start) ?? mark.at, ref: asText(part.id) || mark.ref }
    if (type === 'tool') applyCall(readCall(part), sink, at)
    else if (type === 'patch') {
      for (const file of asList(part.files).map(asText))
        if (file !== '' && !sink.written.has(file)) this.facts.touch(file, 'edit', at)
    } else if (type === 'text') this.keepText(part, info, at)
    else if (!IGNORED.has(type) && type !== 'compaction') this.facts.unknownType(`part/${type}`)
  }

  private keepText(part: Json, info: Json, mark: Mark): void {
    const text = asText(part.text).trim()
    if (text === '' || mark.actor !== 'main' || part.synthetic === true) return
    if (info.mode === 'compaction' || info.agent === 'compaction' || info.summary === true) return
    this.lastAssistant = {
      text: clip(text, MAX_RESULT),
      at: isoTime(asObject(part.time).end) ?? mark.at,
      ref: mark.ref,
    }
  }

  private readFailure(error: Json, mark: Mark): void {
    const name = asText(error.name)
    if (name === '') return
    const text = asText(asObject(error.data).message) || name
    if (name === 'MessageAbortedError') {
      if (mark.actor === 'main') this.facts.message('interrupt', '[Request interrupted by user]', mark)
    } else this.facts.error('api', null, text, [], mark)
  }

  finish(): Session {
    const time = asObject(this.info.time)
    const session = this.facts.finish(
      {
        agent: 'opencode',
        agentVersion: textOrNull(this.info.version),
        sessionId: textOrNull(this.info.id),
        cwd: this.cwd,
        gitBranch: this.branch,
        startedAt: isoTime(time.created),
        endedAt: this.endedAt ?? isoTime(time.updated),
      },
      { todos: this.todos.final, subagents: this.subagents, lastAssistant: this.fresh ? this.lastAssistant : null },
    )
    return { ...session, records: this.fresh ? this.records : 0 }
  }
}
