import path from 'node:path'
import { defineExtractor } from '../core/extractor.ts'
import { GeminiReader } from './_gemini/reader.ts'

/** Gemini CLI: `~/.gemini/tmp/<project>/chats/session-*`, JSON up to 0.39, JSONL with `$set` patches from 0.40 to 0.61. */
export default defineExtractor({
  agent: 'gemini',
  title: 'Gemini CLI',
  shape: 'document',
  detect: head =>
    /^\ufeff?\s*\{\s*"sessionId"\s*:\s*"[^"]*"\s*,\s*"projectHash"\s*:/.test(head) &&
    /"startTime"\s*:/.test(head.slice(0, 4096)),
  companions: transcript => [{ folder: path.dirname(transcript), file: /^[\w-]{8,64}\.jsonl$/, deep: true }],
  start: context => new GeminiReader(context),
})
