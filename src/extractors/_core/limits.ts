import { truncate } from '../../core/text.ts'

/** Error texts keep both ends: what failed first and how it ended. UTF-16 code units. */
const MAX_ERROR = 2000
/** Results of subagents and the last words of the assistant. */
export const MAX_RESULT = 20_000

export function clip(text: string, max = MAX_ERROR): string {
  if (text.length <= max) return text
  const half = Math.floor(max / 2) - 2
  const tail = text.slice(-half)
  return `${truncate(text, half)}\n${/^[\udc00-\udfff]/.test(tail) ? tail.slice(1) : tail}`
}
