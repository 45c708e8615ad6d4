import type { ServerResponse } from 'node:http'

export interface Call {
  name: string
  /** A function is asked when the call is made: for what only then is known. A string is the input of a free-form tool. */
  input: unknown
  /** Responses API: the namespace of an MCP tool. */
  namespace?: string
}

/** One answer of the scripted model. */
export interface Reply {
  text?: string
  calls?: Call[]
  /** Input tokens to report; large figures make clients compact. */
  tokens?: number
  /** An HTTP error instead of an answer. */
  error?: { status: number; message: string; code?: string }
  /** Called when the client hung up before it was answered. */
  unsent?: () => void
}

/** A request as every wire format can tell it. */
export interface Heard {
  system: string
  /** Text of the first and the last user message. */
  firstUser: string
  lastUser: string
  /** Everything that is not a system prompt or a tool schema, as text: where to look for injected words. */
  said: string
  tools: string[]
}

export interface Asked {
  path: string
  body: Record<string, unknown>
}

export interface Wire {
  matches(path: string): boolean
  read(body: Record<string, unknown>): Heard
  send(response: ServerResponse, request: Asked, reply: Reply, id: () => string): void
}

export function startStream(response: ServerResponse): (event: string | null, data: unknown) => void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  return (event, data) =>
    void response.write(
      `${event ? `event: ${event}\n` : ''}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`,
    )
}

/** Text of a content value in any of the wire formats: a string, or a list of parts. */
export function flatten(content: unknown): string {
  if (typeof content === 'string') return content
  if (Array.isArray(content)) return content.map(flatten).filter(Boolean).join('\n')
  if (typeof content !== 'object' || content === null) return ''
  const part = content as Record<string, unknown>
  if (typeof part.text === 'string') return part.text
  return flatten(part.content ?? part.parts ?? part.output ?? '')
}

/** Every string in a value, however deep. */
export function stringsIn(node: unknown): string[] {
  if (typeof node === 'string') return [node]
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(stringsIn) : []
}
