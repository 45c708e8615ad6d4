/** What the agent said last, without reading the transcript as a whole. */
import { readTail } from '../../io/tail.ts'

const TAIL_BYTES = 128 * 1024

/** Lines near the end of a transcript, the first of them cut; none when it cannot be read. */
export const lastLines = (file: string): string[] =>
  readTail(file, TAIL_BYTES)?.bytes.toString('utf8').split('\n') ?? []

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
