/** What the agent said last, without reading the transcript as a whole. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const TAIL_BYTES = 128 * 1024

/** Lines near the end of a transcript, the first of them cut; none when it cannot be read. */
export function lastLines(file: string): string[] {
  return tail(file).split('\n')
}

function tail(file: string): string {
  try {
    const handle = openSync(file, 'r')
    try {
      const { size } = fstatSync(handle)
      const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES))
      readSync(handle, buffer, 0, buffer.length, size - buffer.length)
      return buffer.toString('utf8')
    } finally {
      closeSync(handle)
    }
  } catch {
    return ''
  }
}

/** Text of one transcript record when the agent wrote it; a command's own text holds the block too, but as the user's. */
export function assistantWords(line: string): string {
  try {
    const record = JSON.parse(line)
    const said = record.payload ?? record
    const kind = said.role ?? said.item?.type ?? record.type
    if (!['assistant', 'gemini', 'AgentMessage'].includes(kind)) return ''
    return strings(said.message?.content ?? said.content ?? said.item ?? '').join('\n')
  } catch {
    return ''
  }
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(strings)
  if (typeof value !== 'object' || value === null) return []
  const { text, content } = value as { text?: unknown; content?: unknown }
  return [...strings(text), ...strings(content)]
}
