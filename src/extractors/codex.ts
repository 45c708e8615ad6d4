import path from 'node:path'
import { defineExtractor } from '../core/extractor.ts'
import { CodexReader } from './_codex/reader.ts'

/**
 * Codex CLI: JSONL in `~/.codex/sessions/<year>/<month>/<day>/rollout-<time>-<thread>.jsonl`, versions 0.140 to 0.169: prompts as
 * `user_message` events or, paginated, as `item_completed`. Agents it spawned have a rollout of their own beside it.
 */
export default defineExtractor({
  agent: 'codex',
  title: 'Codex CLI',
  shape: 'lines',
  detect: head =>
    /^\ufeff?\s*\{"timestamp":"[^"]*",(?:"ordinal":\d+,)?"type":"(?:session_meta|event_msg|response_item|turn_context|compacted)","payload":\{/m.test(
      head.slice(0, 8192),
    ),
  companions: transcript => [{ folder: path.dirname(transcript), file: /^rollout-.{1,80}\.jsonl$/, deep: false }],
  start: context => new CodexReader(context),
})
