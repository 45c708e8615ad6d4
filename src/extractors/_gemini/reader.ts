import type { LinePlace, LineSink, ReadContext, Reader } from '../../core/extractor.ts'
import { baseName } from '../../core/session/paths.ts'
import type { Session, SubagentRun } from '../../core/types.ts'
import { Facts, type Mark } from '../_core/facts.ts'
import { asText, isoTime, type Json, objects, textOrNull } from '../_core/json.ts'
import { clip, MAX_RESULT } from '../_core/limits.ts'
import { TodoList } from '../_core/todos.ts'
import { readHuman, workspaceOf } from './human.ts'
import { type Chat, contentText, readChat } from './messages.ts'
import { applyCall, type Call, directoryOf, readCall, type Sink } from './tools.ts'

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
  /** Lines of each subagent's chat, read once all of them are here. */
  private readonly pending: Buffer[][] = []
  /** Subagents whose own chat was found. */
  private readonly named = new Set<SubagentRun>()

  constructor(context: ReadContext) {
    this.context = context
    this.facts.lastWords = () => this.lastAssistant
    this.cwd = context.cwd ?? null
  }

  line(bytes: Buffer, _place: LinePlace): void {
    this.chat = readChat(bytes)
    for (const { message } of this.chat.messages) {
      this.cwd ??= message.type === 'user' ? workspaceOf(contentText(message)) : null
      if (this.cwd) break
    }
    this.cwd ??= directoryOf(this.chat.messages.flatMap(({ message }) => objects(message.toolCalls).map(readCall)))
    for (const type of this.chat.unknown) this.facts.unknownType(type)
    for (const warning of this.chat.warnings) this.facts.warn(warning)
    this.readMessages(this.chat, 'main')
  }

  companion(file: string): LineSink | null {
    const session = textOrNull(this.chat?.header.sessionId)
    if (session === null || baseName(file.slice(0, -baseName(file).length - 1)) !== session) return null
    const lines: Buffer[] = []
    this.pending.push(lines)
    return bytes => void lines.push(Buffer.from(bytes))
  }

  private readMessages(chat: Chat, actor: string): void {
    const since = this.context.since ?? 0
    for (const { message, offset } of chat.messages) {
      const ref = asText(message.id)
      const fresh = actor !== 'main' || since === 0 || (offset >= since && since < chat.nextOffset)
      const mark: Mark = { at: isoTime(message.timestamp), ref, fresh, actor, cwd: this.cwd }
      if (message.type === 'user') this.readUser(message, mark)
      else if (message.type === 'gemini') this.readGemini(message, mark)
      else if (message.type === 'error') this.facts.error('api', null, contentText(message), [], mark)
      else if (!IGNORED.has(asText(message.type))) this.facts.unknownType(`message/${asText(message.type)}`)
    }
  }

  private readUser(message: Json, mark: Mark): void {
    if (mark.actor !== 'main') return
    const said = readHuman(contentText(message))
    if (said) this.facts.message(said.kind, said.text, mark)
  }

  private readGemini(message: Json, mark: Mark): void {
    const text = contentText(message).trim()
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
    for (const value of objects(message.toolCalls))
      applyCall(readCall(value), sink, { ...mark, at: isoTime(value.timestamp) ?? mark.at })
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
    const first = chat.messages.find(({ message }) => message.type === 'user')
    const prompt = first ? contentText(first.message).trim() : ''
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
    const newline = Buffer.from('\n')
    for (const lines of this.pending) this.readSubagent(readChat(Buffer.concat(lines.flatMap(line => [line, newline]))))
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
