import { asList, asObject, asText, isObject, type Json, objects, readLine, textOrNull } from '../_core/json.ts'
import { type Call, readCall, withoutBulk } from './tools.ts'

/** What matters of a message as it stands after every patch, and the byte offset of its last change. */
export interface Held {
  id: string
  type: string
  timestamp: unknown
  text: string
  calls: Call[]
  offset: number
}

export interface Chat {
  header: Json
  messages: Held[]
  records: number
  /** Before an incomplete last line; -1 when whoever feeds the lines knows. */
  nextOffset: number
  unknown: string[]
  warnings: string[]
}

/**
 * Both layouts of `~/.gemini/tmp/<project>/chats/`: one JSON value (up to 0.39), or JSONL with a header line, messages that are
 * written again when they change, and `{"$set": …}` patches (from 0.40).
 */
export function readChat(bytes: Buffer): Chat {
  const whole = readWhole(bytes)
  return whole ?? readLines(bytes)
}

/** The chat as one JSON value, or null when it is none. */
export function readWhole(bytes: Buffer): Chat | null {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch {
    return null
  }
  if (!isObject(value) || !Array.isArray(value.messages)) return null
  const { messages, ...header } = value
  const held = objects(messages).map(message => hold(message, 0))
  return { header, messages: held, records: held.length, nextOffset: bytes.length, unknown: [], warnings: [] }
}

function readLines(bytes: Buffer): Chat {
  const lines = new ChatLines()
  const { chat } = lines
  let line = 0
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline
    line += 1
    const problem = lines.add(bytes.subarray(start, end), start)
    if (problem)
      chat.warnings.push(`line ${line}: ${newline < 0 ? 'incomplete last line, left for the next read' : problem}`)
    if (newline >= 0 || !problem) chat.nextOffset = newline < 0 ? end : end + 1
    start = end + 1
  }
  return chat
}

/** A chat that comes line by line: a header, messages that are written again when they change, patches. */
export class ChatLines {
  readonly chat: Chat = { header: {}, messages: [], records: 0, nextOffset: -1, unknown: [], warnings: [] }
  private readonly byId = new Map<string, Held>()

  /** Returns what was wrong with the line, or null. */
  add(bytes: Buffer, offset: number): string | null {
    const echo = ECHO.exec(bytes.toString('latin1', 0, 200))
    if (echo && isOnePart(bytes.toString('latin1'))) {
      this.chat.records += 1
      this.upsert({ id: echo[1]!, timestamp: echo[2]!, type: 'user' }, offset)
      return null
    }
    const { values, problem } = readLine(bytes.toString('utf8'))
    for (const value of values) this.record(value, offset)
    return problem
  }

  private record(value: Json, offset: number): void {
    const { chat } = this
    chat.records += 1
    if (isObject(value.$set)) {
      for (const message of objects(value.$set.messages)) this.upsert(message, offset)
      const { messages: _, ...rest } = value.$set
      Object.assign(chat.header, rest)
    } else if (textOrNull(value.id) && textOrNull(value.type)) this.upsert(value, offset)
    else if (textOrNull(value.sessionId)) Object.assign(chat.header, value)
    else chat.unknown.push(Object.keys(value)[0] ?? 'empty object')
  }

  private upsert(message: Json, offset: number): void {
    const held = hold(message, offset)
    const known = this.byId.get(held.id)
    if (known) Object.assign(known, held)
    else {
      this.byId.set(held.id, held)
      this.chat.messages.push(held)
    }
  }
}

/** What the model is told of a call's outcome, in the user's role: the message of the call holds it too. */
const ECHO =
  /^\{"id":"([\w-]+)","timestamp":"([\w:.-]+)","type":"user","content":\[\{"functionResponse":\{"id":"[\w.-]+","name":"[\w.-]+","response":\{/

/** The part that a message opens with is its only one. */
const isOnePart = (line: string): boolean => line.endsWith('}}}]}') && !line.includes('}},') && !line.includes('}{"')

function hold(message: Json, offset: number): Held {
  return {
    id: asText(message.id),
    type: asText(message.type),
    timestamp: message.timestamp,
    text: contentText(message),
    calls: objects(message.toolCalls).map(value => withoutBulk(readCall(value))),
    offset,
  }
}

/** The text parts of a message's content, which is a string or a list of parts. */
function contentText(message: Json): string {
  const { content } = message
  if (typeof content === 'string') return content
  return asList(content)
    .map(part => (typeof part === 'string' ? part : asText(asObject(part).text)))
    .filter(Boolean)
    .join('\n')
}
