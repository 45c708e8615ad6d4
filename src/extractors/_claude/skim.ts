import { latin, stringAt, stringField, valueBetween } from './bytes.ts'

/**
 * Most of a transcript is tool output, thinking and hook noise that a session needs nothing of but its place in the tree.
 * Such lines are recognised by their bytes and never parsed, or only in part. Whatever does not look exactly as Claude Code
 * writes it is left to the parser: skimming may only save time, never change what is read.
 */

/** What every record of the tree carries. */
export interface Envelope {
  uuid: string
  parentUuid: string | null
  timestamp: string
  cwd: string
  gitBranch: string
  version: string
  sessionId: string
}

/** A subagent's message inside a progress record. */
export interface Inner {
  agentId: string
  parentToolUseID: string
  uuid: string
  timestamp: string
}

export type Skimmed =
  | { is: 'nothing' }
  /** A link of the tree without content. */
  | { is: 'link' | 'thinking'; envelope: Envelope }
  /** An assistant record; only the blocks of its message were parsed. */
  | { is: 'blocks'; envelope: Envelope; blocks: unknown[]; inner?: Inner }
  /** An assistant record with one text; `start` and `end` bound its list of blocks. */
  | { is: 'words'; envelope: Envelope; start: number; end: number }
  /** A tool call that went well and whose output does not matter. */
  | { is: 'result'; envelope: Envelope; toolUseId: string; inner?: Inner }

/** Says whether the output of a call does not matter when it went well. */
export type IsLight = (toolUseId: string) => boolean

const EDGE = 900
const QUIET_ATTACHMENT =
  /^\{"type":"(?:hook_success|hook_additional_context|hook_system_message|hook_non_blocking_error|deferred_tools_delta|agent_listing_delta|mcp_instructions_delta|skill_listing|command_permissions|edited_text_file|nested_memory|file|compact_file_reference|auto_mode|model|instructions|session_context|date|prompt_snapshot|invoked_skills)"/
const OWN_TYPE = /^\{"type":"([a-z-]+)"/

export function skim(bytes: Buffer, ignored: ReadonlySet<string>, isLight: IsLight): Skimmed | null {
  if (bytes.length < 100 || bytes[0] !== 0x7b) return null
  const head = latin(bytes, 0, EDGE)
  if (!head.startsWith('{"parentUuid":')) return skimOwn(bytes, head, ignored)
  const inner = head.indexOf('{', 1)
  if (inner < 0) return null
  const type = stringField(head.slice(0, inner), 'type')
  if (type === 'progress') return skimProgress(bytes, head, inner, isLight)
  if (type === 'user') return skimResult(bytes, head, inner, isLight)
  if (type !== null) return null
  if (head.startsWith('"attachment":', inner - 13))
    return QUIET_ATTACHMENT.test(head.slice(inner, inner + 60)) ? linked(bytes, head, inner, 'attachment') : null
  if (!head.startsWith('"message":', inner - 10)) return null
  return head.indexOf('"role":"user"', inner) < 0
    ? skimAssistant(bytes, head, inner)
    : skimResult(bytes, head, inner, isLight)
}

/** Records outside the tree begin with their type. */
function skimOwn(bytes: Buffer, head: string, ignored: ReadonlySet<string>): Skimmed | null {
  const own = OWN_TYPE.exec(head)?.[1]
  return own !== undefined && ignored.has(own) && isAlone(bytes) ? { is: 'nothing' } : null
}

/** Two objects on a line are for the parser. */
const isAlone = (bytes: Buffer): boolean => bytes.indexOf('}{"') < 0

function linked(bytes: Buffer, head: string, inner: number, type: string): Skimmed | null {
  const envelope = envelopeOf(bytes, head, inner, type)
  return envelope && isAlone(bytes) ? { is: 'link', envelope } : null
}

function skimAssistant(bytes: Buffer, head: string, inner: number): Skimmed | null {
  const content = head.indexOf('"content":[{"type":"', inner)
  const envelope = content < 0 ? null : envelopeOf(bytes, head, inner, 'assistant')
  if (!envelope || !isAlone(bytes)) return null
  const single = bytes.indexOf('},{"type":"', content) < 0
  if (single && head.startsWith('thinking","', content + 20)) return { is: 'thinking', envelope }
  const stop = bytes.indexOf('}],"stop_reason"', content)
  if (stop < 0 || bytes.indexOf('"<synthetic>"') >= 0 || bytes.indexOf('"isApiErrorMessage"') >= 0) return null
  const [start, end] = [content + 10, stop + 2]
  if (single && /^text","text":"[^\s"\\]/.test(head.slice(content + 20, content + 40)))
    return { is: 'words', envelope, start, end }
  const blocks = valueBetween(bytes, start, end)
  return Array.isArray(blocks) ? { is: 'blocks', envelope, blocks } : null
}

function skimResult(bytes: Buffer, head: string, inner: number, isLight: IsLight): Skimmed | null {
  const start = head.indexOf('"content":[{', inner)
  const end = start < 0 ? -1 : bytes.indexOf('"toolUseResult":{', start)
  const place = end < 0 ? null : resultPlace(bytes, head, start, end)
  if (!place || !isLight(place.toolUseId)) return null
  const tail = latin(bytes, Math.max(end, bytes.length - EDGE), bytes.length)
  if (TELLING.test(tail)) return null
  const envelope = envelopeOf(bytes, head, inner, null, place)
  return envelope && isAlone(bytes) ? { is: 'result', envelope, toolUseId: place.toolUseId } : null
}

/** Keys after a tool's output that say more than that it went well. */
const TELLING =
  /"(?:interrupted":true|backgroundTaskId"|shellId"|gitOperation"|returnCodeInterpretation"|toolDenialKind"|planContent"|isMeta"|isCompactSummary"|origin")/

/** The only result in a record that ends before `end`: its call, and the record id and time that follow the message. */
function resultPlace(
  bytes: Buffer,
  head: string,
  start: number,
  end: number,
): { toolUseId: string; uuid: string; timestamp: string } | null {
  const before = latin(bytes, Math.max(start, end - 400), end)
  const after = /\]\},"uuid":"([\w-]+)","timestamp":"([\w:.-]+)"\}?,$/.exec(before)
  if (!after || before.includes('"is_error":true') || head.includes('"is_error":true', start)) return null
  const early = head.indexOf('"tool_use_id":"', start)
  const toolUseId =
    early >= 0 && early < end
      ? stringAt(head, early + 15)
      : /"tool_use_id":"([\w-]+)"\}$/.exec(before.slice(0, after.index))?.[1]
  if (!toolUseId || bytes.subarray(start, end).indexOf('},{"') >= 0) return null
  return { toolUseId, uuid: after[1]!, timestamp: after[2]! }
}

function skimProgress(bytes: Buffer, head: string, inner: number, isLight: IsLight): Skimmed | null {
  const envelope = envelopeOf(bytes, head, inner, null)
  if (!envelope || !isAlone(bytes)) return null
  const message = head.startsWith('{"message":{"type":"', inner) ? inner : -1
  if (message < 0) return bytes.indexOf('"type":"agent_progress"', inner) < 0 ? { is: 'link', envelope } : null
  const end = bytes.indexOf('"normalizedMessages":[],"type":"agent_progress"', inner)
  const tail = latin(bytes, bytes.length - EDGE, bytes.length)
  const [agentId, parentToolUseID] = [stringField(tail, 'agentId'), stringField(tail, 'parentToolUseID')]
  const content = head.indexOf('"content":[{', inner)
  if (end < 0 || content < 0 || !agentId || !parentToolUseID) return null
  if (head.startsWith('assistant"', inner + 20))
    return innerBlocks(bytes, envelope, content, end, { agentId, parentToolUseID })
  const place = resultPlace(bytes, head, content, end)
  if (!place || !isLight(place.toolUseId) || /running in background/.test(head)) return null
  const { toolUseId, uuid, timestamp } = place
  return { is: 'result', envelope, toolUseId, inner: { agentId, parentToolUseID, uuid, timestamp } }
}

function innerBlocks(
  bytes: Buffer,
  envelope: Envelope,
  content: number,
  end: number,
  agent: Pick<Inner, 'agentId' | 'parentToolUseID'>,
): Skimmed | null {
  const stop = bytes.indexOf('}],"stop_reason"', content)
  const uuid = /"uuid":"([\w-]+)"\},$/.exec(latin(bytes, end - 80, end))?.[1]
  const timestamp = stringField(latin(bytes, 0, content), 'timestamp')
  if (stop < 0 || stop > end || !uuid || !timestamp) return null
  const blocks = valueBetween(bytes, content + 10, stop + 2)
  return Array.isArray(blocks) ? { is: 'blocks', envelope, blocks, inner: { ...agent, uuid, timestamp } } : null
}

/**
 * Fields of the record itself stand before its first inner object or after its last. Null when one is missing, the record
 * belongs to a subagent, or (where a type is asked for) is of another type.
 */
function envelopeOf(
  bytes: Buffer,
  head: string,
  inner: number,
  type: string | null,
  place?: { uuid: string; timestamp: string },
): Envelope | null {
  const first = head.slice(0, inner)
  const rest = latin(bytes, Math.max(inner, bytes.length - EDGE), bytes.length)
  const last = rest.slice(rest.lastIndexOf('}', rest.length - 2))
  if (!first.includes('"isSidechain":false') || (type !== null && stringField(last, 'type') !== type)) return null
  const own = (name: string): string | null => stringField(first, name) ?? stringField(last, name)
  const uuid = place?.uuid ?? stringField(last, 'uuid')
  const timestamp = place?.timestamp ?? stringField(last, 'timestamp')
  const [cwd, gitBranch, version, sessionId] = [own('cwd'), own('gitBranch'), own('version'), own('sessionId')]
  if (!uuid || !timestamp || !cwd || gitBranch === null || !version || !sessionId) return null
  return { uuid, parentUuid: stringField(first, 'parentUuid'), timestamp, cwd, gitBranch, version, sessionId }
}
