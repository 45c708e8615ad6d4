import { alone } from '../_core/json.ts'
import { IDENTITY, type Identity, readIdentity, valueBetween } from './bytes.ts'

/**
 * Most of a transcript is tool output, thinking and hook noise that a session needs nothing of but its place in the tree.
 * Such lines are recognised by their bytes and never parsed, or only in part. Whatever does not look exactly as Claude Code
 * writes it is left to the parser: skimming may only save time, never change what is read.
 *
 * Keys are looked for as `"key":`: inside a JSON string every quote carries a backslash, so text can never look like a key.
 */
export interface Skimmed {
  /**
   * link: of the tree, without content · thinking · words: one text, `start` and `end` bound its list of blocks ·
   * blocks: of a message, parsed · result: of a call that went well and whose output does not matter
   */
  is: 'link' | 'thinking' | 'words' | 'blocks' | 'result'
  uuid: string
  parentUuid: string | null
  timestamp: string
  identity: Identity
  blocks?: unknown[]
  toolUseId?: string
  start?: number
  end?: number
  /** The record is a subagent's, inside a progress record. */
  inner?: { agentId: string; parentToolUseID: string; uuid: string; timestamp: string }
}

/** Says whether the output of a call does not matter when it went well. */
export type IsLight = (toolUseId: string) => boolean

const EDGE = 700
/** A line is judged by so much of it before all of it is looked at, where it is longer. */
const LONG = 64 * 1024
const HEAD = /^\{"parentUuid":(?:"([\w-]+)"|null),"isSidechain":false,[^{]*"(message|data|attachment)":\{"/
const OWN_TYPE = /^\{"type":"([a-z-]+)"/
const UUID = /"uuid":"([\w-]+)"/
const TIME = /"timestamp":"([\w:.-]+)"/
const CALL = /"tool_use_id":"([\w-]+)"/
/** End of the only block of a message, and the record id and time that follow. */
const MESSAGE_END = /(?:"tool_use_id":"([\w-]+)")?\}\]\},"uuid":"([\w-]+)","timestamp":"([\w:.-]+)"\}?,$/
/** Keys after a tool's output that say more than that it went well. */
const TELLING =
  /"(?:interrupted":true|is_error":true|backgroundTaskId"|shellId"|gitOperation"|returnCodeInterpretation"|toolDenialKind"|planContent"|isMeta"|isCompactSummary"|origin")/
const QUIET_ATTACHMENT =
  /^\{"type":"(?:hook_success|hook_additional_context|hook_system_message|hook_non_blocking_error|deferred_tools_delta|agent_listing_delta|mcp_instructions_delta|skill_listing|command_permissions|edited_text_file|nested_memory|file|compact_file_reference|auto_mode|model|instructions|session_context|date|prompt_snapshot|invoked_skills)"/

const CLOSE = 0x7d

/** Two objects on a line are for the parser. */
const isAlone = (line: string): boolean => !line.includes('}{"')

/** Works on a line's bytes read as Latin-1: offsets in the text are offsets in the bytes. */
export class Skimmer {
  private readonly ignored: ReadonlySet<string>
  private readonly isLight: IsLight
  private identity: Identity | null = null

  constructor(ignored: ReadonlySet<string>, isLight: IsLight) {
    this.ignored = ignored
    this.isLight = isLight
  }

  /** null: the line is for the parser · 'nothing': it holds nothing a session is asked for. */
  skim(bytes: Buffer): Skimmed | 'nothing' | null {
    if (bytes.at(-1) !== CLOSE) return null
    if (bytes.length > LONG && !this.isSkimmable(bytes.toString('latin1', 0, LONG))) return null
    const line = bytes.toString('latin1')
    const match = HEAD.exec(line)
    if (!match) {
      const own = OWN_TYPE.exec(line)
      return own && this.ignored.has(own[1]!) && isAlone(line) ? 'nothing' : null
    }
    const inner = match[0].length - 2
    const parent = match[1] === undefined ? null : alone(match[1])
    if (match[2] === 'data') return this.progress(bytes, line, inner, parent)
    if (match[2] === 'attachment')
      return QUIET_ATTACHMENT.test(line.slice(inner, inner + 60))
        ? this.end(line, inner, 'link', parent, '"type":"attachment"')
        : null
    if (line.startsWith('{"role":"user"', inner)) return this.result(line, inner, parent)
    return this.assistant(bytes, line, inner, parent)
  }

  private isSkimmable(opening: string): boolean {
    return HEAD.test(opening) || this.ignored.has(OWN_TYPE.exec(opening)?.[1] ?? '')
  }

  private assistant(bytes: Buffer, line: string, inner: number, parent: string | null): Skimmed | null {
    const content = line.indexOf('"content":[{"type":"', inner)
    const skimmed = content < 0 ? null : this.end(line, inner, 'thinking', parent, '"type":"assistant"')
    if (!skimmed || line.slice(inner, content).includes('"<synthetic>"')) return null
    const single = line.indexOf('},{"type":"', content) < 0
    if (single && line.startsWith('thinking","', content + 20)) return skimmed
    const stop = line.indexOf('}],"stop_reason"', content)
    if (stop < 0) return null
    skimmed.start = content + 10
    skimmed.end = stop + 2
    if (single && TEXT_BLOCK.test(line.slice(content + 20, content + 40))) skimmed.is = 'words'
    else if (!parseBlocks(bytes, skimmed)) return null
    return skimmed
  }

  private result(line: string, inner: number, parentUuid: string | null): Skimmed | null {
    const end = line.indexOf('"toolUseResult":{', inner)
    const answer = end < 0 ? null : this.answer(line, inner, end)
    if (!answer) return null
    const tail = line.slice(Math.max(end, line.length - EDGE))
    const identity = TELLING.test(tail) ? null : this.identityOf(line, inner, tail)
    if (!identity || !isAlone(line)) return null
    return { is: 'result', parentUuid, identity, ...answer }
  }

  /** The one result in a message that ends before `end`, if its call is light and went well. */
  private answer(line: string, inner: number, end: number): Answer | null {
    const before = line.slice(Math.max(inner, end - 240), end)
    const after = MESSAGE_END.exec(before)
    if (!after) return null
    const head = line.slice(0, Math.min(inner + EDGE, end))
    const toolUseId = after[1] ?? CALL.exec(head)?.[1]
    if (toolUseId === undefined || !this.isLight(toolUseId) || TELLING.test(before) || TELLING.test(head)) return null
    const next = line.indexOf('},{"', inner)
    return next < 0 || next > end ? { toolUseId, uuid: alone(after[2]!), timestamp: alone(after[3]!) } : null
  }

  private progress(bytes: Buffer, line: string, inner: number, parent: string | null): Skimmed | null {
    const skimmed = this.end(line, inner, 'link', parent, '')
    if (!skimmed) return null
    const end = line.indexOf('"type":"agent_progress"', inner)
    if (end < 0) return skimmed
    const tail = line.slice(-EDGE)
    const agentId = /"agentId":"([\w-]+)"\}/.exec(tail)?.[1]
    const parentToolUseID = /"parentToolUseID":"([\w-]+)"/.exec(tail)?.[1]
    const content = line.indexOf('"content":[{', inner)
    const close = end - NO_COPIES.length
    if (
      !line.startsWith(NO_COPIES, close) ||
      !line.startsWith('{"message":{"type":"', inner) ||
      content < 0 ||
      content > end
    )
      return null
    if (agentId === undefined || parentToolUseID === undefined) return null
    const agent = { agentId: alone(agentId), parentToolUseID: alone(parentToolUseID) }
    if (line.startsWith('assistant"', inner + 20)) return innerBlocks(bytes, line, skimmed, [content, close], agent)
    const answer = line.slice(content, content + 200).includes('running in background')
      ? null
      : this.answer(line, content, close)
    if (!answer) return null
    const { toolUseId, uuid, timestamp } = answer
    return Object.assign(skimmed, { is: 'result', toolUseId, inner: { ...agent, uuid, timestamp } })
  }

  /** Record id and time stand after the last inner object. */
  private end(line: string, inner: number, is: Skimmed['is'], parentUuid: string | null, type: string): Skimmed | null {
    const last = line.slice(Math.max(inner, line.lastIndexOf('}', line.length - 2), line.length - EDGE))
    const uuid = UUID.exec(last)?.[1]
    const timestamp = TIME.exec(last)?.[1]
    if (uuid === undefined || timestamp === undefined || !last.includes(type) || last.includes('"isApiErrorMessage"'))
      return null
    const identity = this.identityOf(line, inner, last)
    return identity && isAlone(line)
      ? { is, uuid: alone(uuid), parentUuid, timestamp: alone(timestamp), identity }
      : null
  }

  /** Directory, session, version and branch stand together, before the first inner object or after the last. */
  private identityOf(line: string, inner: number, tail: string): Identity | null {
    const head = line.slice(0, inner)
    if (this.identity && (head.includes(this.identity.text) || tail.includes(this.identity.text))) return this.identity
    const match = IDENTITY.exec(head) ?? IDENTITY.exec(tail)
    this.identity = match && readIdentity(match)
    return this.identity
  }
}

type Answer = Pick<Skimmed, 'uuid' | 'timestamp'> & { toolUseId: string }

/** A text that is more than white space. */
const TEXT_BLOCK = /^text","text":"[^\s"\\]/
/** Progress records of some versions repeat the message here. */
const NO_COPIES = '"normalizedMessages":[],'

function parseBlocks(bytes: Buffer, skimmed: Skimmed): boolean {
  const blocks = valueBetween(bytes, skimmed.start!, skimmed.end!)
  if (!Array.isArray(blocks)) return false
  skimmed.is = 'blocks'
  skimmed.blocks = blocks
  return true
}

function innerBlocks(
  bytes: Buffer,
  line: string,
  skimmed: Skimmed,
  [content, close]: [content: number, close: number],
  agent: { agentId: string; parentToolUseID: string },
): Skimmed | null {
  const stop = line.indexOf('}],"stop_reason"', content)
  const uuid = /"uuid":"([\w-]+)"\},$/.exec(line.slice(close - 80, close))?.[1]
  const timestamp = TIME.exec(line.slice(0, content))?.[1]
  if (stop < 0 || stop > close || uuid === undefined || timestamp === undefined) return null
  skimmed.inner = { ...agent, uuid: alone(uuid), timestamp: alone(timestamp) }
  skimmed.start = content + 10
  skimmed.end = stop + 2
  return parseBlocks(bytes, skimmed) ? skimmed : null
}
