import path from 'node:path'
import { defineExtractor } from '../core/extractor.ts'
import { ClaudeReader } from './_claude/reader.ts'

/** `type` values that no other agent writes beside a message, a session id or a record id. */
const OWN = /"(?:sessionId|leafUuid|messageId|parentUuid|message)":/
const TYPES =
  /"type":\s*"(?:user|assistant|system|summary|progress|attachment|queue-operation|file-history-snapshot|last-prompt|mode|permission-mode|custom-title|pr-link|tools-used)"/

/** First keys of one-line documents of other agents, which hold the same words further on. */
const OTHERS = /^\ufeff?\s*\{\s*"(?:info":|messages":|sessionId":\s*"[^"]*",\s*"projectHash")/

/** Beside the session up to about 2.1.1, in `<session>/subagents/` since. */
const AGENT_FILE = /^agent-\w+\.(?:jsonl|meta\.json)$/

/** Codex writes `timestamp` first and no id of its own. */
const isRecord = (line: string): boolean =>
  /^\ufeff?\s*\{\s*"/.test(line) &&
  !OTHERS.test(line) &&
  TYPES.test(line) &&
  OWN.test(line) &&
  !/"payload":/.test(line.slice(0, 300))

/** Claude Code: JSONL in `~/.claude/projects/<cwd>/<session>.jsonl`, one record a line, versions 1.0.24 to 2.1.329. */
export default defineExtractor({
  agent: 'claude-code',
  title: 'Claude Code',
  shape: 'lines',
  detect: head => head.split('\n', 40).some(isRecord),
  companions: transcript => {
    if (AGENT_FILE.test(path.basename(transcript))) return []
    const folder = path.dirname(transcript)
    const own = path.join(folder, path.basename(transcript).replace(/\.jsonl$/, ''), 'subagents')
    return [
      { folder: own, file: AGENT_FILE, deep: true },
      { folder, file: AGENT_FILE, deep: false },
    ]
  },
  start: context => new ClaudeReader(context),
})
