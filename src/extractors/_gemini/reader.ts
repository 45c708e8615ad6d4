import type { LinePlace, LineSink, ReadContext, Reader } from '../../core/extractor.ts'
import { baseName } from '../../core/session/paths.ts'
import type { Session, SubagentRun } from '../../core/types.ts'
import { Facts, type Mark } from '../_core/facts.ts'
import { isoTime, type Json, textOrNull } from '../_core/json.ts'
import { clip, MAX_RESULT } from '../_core/limits.ts'
import { TodoList } from '../_core/todos.ts'
import { readHuman, workspaceOf } from './human.ts'
import { type Chat, ChatLines, type Held, readChat, readWhole } from './messages.ts'
import { applyCall, type Call, directoryOf, type Sink } from './tools.ts'

const NEWLINE = 10
const IGNORED = new Set(['info', 'warning', 'about', 'help', 'stats', 'model_stats', 'tool_stats', 'quit'])

/** Reads one chat of Gemini CLI; its subagents lie in a folder named after the session. */
export class GeminiReader implements Reader {
  private readonly facts = new Facts()
  private readonly todos = new TodoList()
  private readonly subagents: SubagentRun[] = []
  private readonly context: ReadContext
  private chat: Chat | null = null
  private cwd: string | null
  private branch: string | null = null
  private lastAssistant: Session['lastAssistant'] = null
  /** Of a chat that comes line by line. */
  private lines: ChatLines | null = null
  private settled = false
  /** Each subagent's chat, read once all of it is here. */
  private readonly pending: ChatLines[] = []
  /** Subagents whose own chat was found. */
  private readonly named = new Set<SubagentRun>()

  constructor(context: ReadContext) {
    this.context = context
    this.facts.lastWords = () => this.lastAssistant
    this.cwd = context.cwd ?? null
  }

  /** A whole file at once, or line by line. */
  line(bytes: Buffer, place: LinePlace): void {
    if (this.chat === null) {
      this.chat = bytes.includes(NEWLINE) ? readChat(bytes) : readWhole(bytes)
      if (this.chat !== null) return
      this.lines = new ChatLines()
      this.chat = this.lines.chat
    }
    const problem = this.lines?.add(bytes, place.offset)
    if (problem) this.chat.warnings.push(`line ${place.line}: ${problem}`)
  }

  /** Only now every message is as it was left. */
  private settle(): void {
    const { chat } = this
    if (chat === null || this.settled) return
    this.settled = true
    for (const { type, text } of chat.messages) {
      this.cwd ??= type === 'user' ? workspaceOf(text) : null
      if (this.cwd) break
    }
    this.cwd ??= directoryOf(chat.messages.flatMap(({ calls }) => calls))
    for (const type of chat.unknown) this.facts.unknownType(type)
    for (const warning of chat.warnings) this.facts.warn(warning)
    this.readMessages(chat, 'main')
  }

  companion(file: string): LineSink | null {
    this.settle()
    const session = textOrNull(this.chat?.header.sessionId)
    if (session === null || baseName(file.slice(0, -baseName(file).length - 1)) !== session) return null
    const lines = new ChatLines()
    this.pending.push(lines)
    return (bytes, { offset }) => void lines.add(bytes, offset)
  }

  private readMessages(chat: Chat, actor: string): void {
    const since = this.context.since ?? 0
    for (const message of chat.messages) {
      const { id: ref, type, offset } = message
      const fresh = actor !== 'main' || since === 0 || offset >= since
      const mark: Mark = { at: isoTime(message.timestamp), ref, fresh, actor, cwd: this.cwd }
      if (type === 'user') this.readUser(message, mark)
      else if (type === 'gemini') this.readGemini(message, mark)
      else if (type === 'error') this.facts.error('api', null, message.text, [], mark)
      else if (!IGNORED.has(type)) this.facts.unknownType(`message/${type}`)
    }
  }

  private readUser(message: Held, mark: Mark): void {
    if (mark.actor !== 'main') return
    const said = readHuman(message.text)
    if (said) this.facts.message(said.kind, said.text, mark)
  }

  private readGemini(message: Held, mark: Mark): void {
    const text = message.text.trim()
    if (text !== '' && mark.actor === 'main')
      this.lastAssistant = mark.fresh ? { text: clip(text, MAX_RESULT), at: mark.at, ref: mark.ref } : null
    const sink: Sink = {
      facts: this.facts,
      todos: this.todos,
      branch: name => {
        this.branch = name
      },
      launch: (call, at) => this.launch(call, at),
    }
    for (const call of message.calls) applyCall(call, sink, { ...mark, at: isoTime(call.timestamp) ?? mark.at })
  }

  private launch(call: Call, mark: Mark): void {
    const result = /\nResult:\s*([\s\S]*)$/.exec(call.output)?.[1] ?? call.output
    const ended = call.status === 'success' || call.status === 'error'
    this.subagents.push({
      id: call.id || mark.ref,
      type: textOrNull(call.args.agent_name),
      description: textOrNull(call.args.description),
      prompt: textOrNull(call.args.prompt) ?? textOrNull(call.args.objective),
      status: call.status === 'success' ? 'completed' : call.status === 'error' ? 'failed' : 'running',
      result: textOrNull(clip(unwrapResponse(result) || call.error, MAX_RESULT)),
      worktree: null,
      startedAt: mark.at,
      endedAt: ended ? mark.at : null,
      ref: mark.ref,
    })
  }

  /** A subagent's own chat gives its id, and is all there is of one that was in flight when the session broke off. */
  private readSubagent(chat: Chat): void {
    const id = textOrNull(chat.header.sessionId)
    if (id === null) return
    const prompt = chat.messages.find(({ type }) => type === 'user')?.text.trim() ?? ''
    const known = this.subagents.find(run => run.prompt?.trim() === prompt && !this.named.has(run))
    const startedAt = isoTime(chat.header.startTime)
    const run = known ?? inFlight(prompt, startedAt)
    Object.assign(run, { id, startedAt: startedAt ?? run.startedAt })
    if (!known) this.subagents.push(run)
    this.named.add(run)
    this.facts.stream += 1
    this.readMessages(chat, id)
  }

  finish(): Session {
    this.settle()
    for (const { chat } of this.pending) this.readSubagent(chat)
    const header = this.chat?.header ?? {}
    const session = this.facts.finish(
      {
        agent: 'gemini',
        agentVersion: null,
        sessionId: textOrNull(header.sessionId),
        cwd: this.cwd,
        gitBranch: this.branch,
        startedAt: isoTime(header.startTime),
        endedAt: isoTime(header.lastUpdated),
      },
      { todos: this.todos.final, subagents: this.subagents, lastAssistant: this.lastAssistant },
    )
    return { ...session, records: this.chat?.records ?? -1, nextOffset: this.chat?.nextOffset ?? -1 }
  }
}

function inFlight(prompt: string, startedAt: string | null): SubagentRun {
  return {
    id: '',
    type: null,
    description: null,
    prompt: prompt || null,
    status: 'running',
    result: null,
    worktree: null,
    startedAt,
    endedAt: null,
    ref: 'line:1',
  }
}

/** `complete_task` wraps its words: `{"response": "…"}`. */
function unwrapResponse(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    const response = typeof value === 'object' && value !== null ? (value as Json).response : undefined
    return typeof response === 'string' ? response : text.trim()
  } catch {
    return text.trim()
  }
}
