import { asList, asObject, asText, isObject, type Json, objects, readLine, textOrNull } from '../_core/json.ts'

/** A message as it stands after every patch, and the byte offset of its last change. */
export interface Held {
  message: Json
  offset: number
}

export interface Chat {
  header: Json
  messages: Held[]
  records: number
  /** Before an incomplete last line. */
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

function readWhole(bytes: Buffer): Chat | null {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch {
    return null
  }
  if (!isObject(value) || !Array.isArray(value.messages)) return null
  const messages = objects(value.messages).map(message => ({ message, offset: 0 }))
  return { header: value, messages, records: messages.length, nextOffset: bytes.length, unknown: [], warnings: [] }
}

function readLines(bytes: Buffer): Chat {
  const chat: Chat = { header: {}, messages: [], records: 0, nextOffset: 0, unknown: [], warnings: [] }
  let line = 0
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline
    line += 1
    const { values, problem } = readLine(bytes.toString('utf8', start, end))
    if (problem)
      chat.warnings.push(`line ${line}: ${newline < 0 ? 'incomplete last line, left for the next read' : problem}`)
    for (const value of values) readRecord(chat, value, start)
    if (newline >= 0 || !problem) chat.nextOffset = newline < 0 ? end : end + 1
    start = end + 1
  }
  return chat
}

function readRecord(chat: Chat, value: Json, offset: number): void {
  chat.records += 1
  if (isObject(value.$set)) {
    for (const message of objects(value.$set.messages)) upsert(chat.messages, message, offset)
    const { messages: _, ...rest } = value.$set
    Object.assign(chat.header, rest)
  } else if (textOrNull(value.id) && textOrNull(value.type)) upsert(chat.messages, value, offset)
  else if (textOrNull(value.sessionId)) Object.assign(chat.header, value)
  else chat.unknown.push(Object.keys(value)[0] ?? 'empty object')
}

function upsert(messages: Held[], message: Json, offset: number): void {
  const known = messages.find(held => held.message.id === message.id)
  if (known) Object.assign(known, { message, offset })
  else messages.push({ message, offset })
}

/** The text parts of a message's content, which is a string or a list of parts. */
export function contentText(message: Json): string {
  const { content } = message
  if (typeof content === 'string') return content
  return asList(content)
    .map(part => (typeof part === 'string' ? part : asText(asObject(part).text)))
    .filter(Boolean)
    .join('\n')
}
