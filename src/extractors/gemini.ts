import path from 'node:path'
import { defineExtractor } from '../core/extractor.ts'
import { readLine } from './_core/json.ts'
import { GeminiReader } from './_gemini/reader.ts'

/** Gemini CLI: `~/.gemini/tmp/<project>/chats/session-*`, JSON up to 0.39, JSONL with `$set` patches from 0.40 to 0.61. */
export default defineExtractor({
  agent: 'gemini',
  title: 'Gemini CLI',
  shape: 'document',
  detect: head =>
    /^\ufeff?\s*\{\s*"sessionId"\s*:\s*"[^"]*"\s*,\s*"projectHash"\s*:/.test(head) &&
    /"startTime"\s*:/.test(head.slice(0, 4096)),
  inLines: isHeader,
  companions: transcript => [{ folder: path.dirname(transcript), file: /^[\w-]{8,64}\.jsonl$/, deep: true }],
  start: context => new GeminiReader(context),
})

/** JSONL begins with a line that holds everything but the messages. */
function isHeader(head: string): boolean {
  const end = head.indexOf('\n')
  if (end < 0) return false
  const { values, problem } = readLine(head.slice(0, end))
  return problem === null && values.length === 1 && !('messages' in values[0]!)
}
