import type { LinePlace, LineSink, ReadContext, Reader } from '../../core/extractor.ts'
import { baseName } from '../../core/session/paths.ts'
import type { Mark } from '../_core/facts.ts'
import { asObject, asText, isoTime, type Json, numberOrNull, objects, readLine, textOrNull } from '../_core/json.ts'
import { type Identity, parsedOrNull } from './bytes.ts'
import { answerLight, isLightCall } from './light.ts'
import {
  readAssistantRecord,
  readAttachment,
  readBlocks,
  readLastWords,
  readProgress,
  readQueueRecord,
  readSystemRecord,
  readUserRecord,
} from './records.ts'
import { Session } from './session.ts'
import { type Skimmed, Skimmer } from './skim.ts'

/** Records that hold nothing a session is asked for: titles, modes, costs, the client's own requests. */
const IGNORED = new Set([
  'summary',
  'file-history-snapshot',
  'file-history-delta',
  'last-prompt',
  'custom-title',
  'ai-title',
  'agent-name',
  'agent-color',
  'agent-setting',
  'tag',
  'mode',
  'permission-mode',
  'tools-used',
  'cost-state',
  'atis-latch',
  'api-request',
  'api-request-shape',
  'api-request-blob',
  'content-replacement',
  'worktree-state',
  'marble-origami-commit',
  'marble-origami-snapshot',
  'speculation-accept',
  'task-summary',
  'bridge-session',
  'started',
  'result',
])
const SYSTEM = new Set([
  '',
  'compact_boundary',
  'microcompact_boundary',
  'stop_hook_summary',
  'turn_duration',
  'local_command',
  'api_error',
  'away_summary',
  'model_refusal_fallback',
  'informational',
  'bridge_status',
  'memory_saved',
  'agents_killed',
  'api_metrics',
  'permission_retry',
  'scheduled_task_fire',
  'thinking',
  'file_snapshot',
  'init',
  'status',
  'task_notification',
])

export class ClaudeReader implements Reader {
  private readonly session: Session
  /** Agent a companion file belongs to; null in the transcript itself. */
  private agentId: string | null = null
  /** Time of the last record before `since`. */
  private knownUntil: string | null = null
  private sidechain: Pick<Session['identity'], 'agentVersion' | 'sessionId' | 'cwd' | 'gitBranch'> | null = null

  /** The last words of the assistant, not parsed before the end: only the last ones count. */
  private words: { blocks: string; mark: Mark } | null = null
  private readonly skimmer: Skimmer | null
  /** Identity of the last skimmed line; most lines repeat it. */
  private lastSeen: Identity | null = null

  /** `skims: false` parses every line; what is read is the same. */
  constructor(context: ReadContext, options: { skims?: boolean } = {}) {
    this.session = new Session(context)
    this.session.facts.lastWords = () => {
      this.readWords()
      const last = this.session.lastAssistant
      return last && { text: last.text, ref: last.uuid }
    }
    this.skimmer = options.skims === false ? null : new Skimmer(IGNORED, this.isLight)
  }

  /** Whether the line being read is new. */
  private fresh = true

  private readonly isLight = (toolUseId: string): boolean => {
    const call = this.session.calls.get(toolUseId)
    return call !== undefined && isLightCall(call, this.fresh)
  }

  line(bytes: Buffer, place: LinePlace): void {
    this.fresh = this.isFresh(place.offset)
    const skimmed = this.agentId === null && this.skimmer ? this.skimmer.skim(bytes) : null
    if (skimmed === null) this.parsed(bytes, place)
    else if (skimmed !== 'nothing') this.skimmed(skimmed, bytes, place)
  }

  private parsed(bytes: Buffer, place: LinePlace): void {
    const { values, problem } = readLine(bytes.toString('utf8'))
    if (problem !== null && this.isFresh(place.offset))
      this.session.facts.warn(`${this.where()}line ${place.line}: ${problem}`)
    for (const value of values) this.record(value, place)
  }

  /**
   * `agent-<id>.jsonl` in `<session>/subagents/`, or beside the session where it belongs to a launch of this one;
   * `agent-<id>.meta.json` describes it.
   */
  companion(file: string): LineSink | null {
    const id = /^agent-(\w+)\.(?:jsonl|meta\.json)$/.exec(baseName(file))?.[1]
    const own = /[/\\]subagents[/\\]/.test(file)
    if (!id || (!own && !this.session.agents.knows(id))) return null
    if (file.endsWith('.json')) return bytes => describeAgent(this.session, id, bytes)
    this.session.facts.stream += 1
    const stream = this.session.facts.stream
    return (bytes, place) => {
      Object.assign(this.session.facts, { stream })
      this.agentId = id
      this.line(bytes, place)
    }
  }

  finish() {
    this.readWords()
    const { identity } = this.session
    if (this.sidechain && identity.sessionId === null) Object.assign(identity, this.sidechain)
    return this.session.finish()
  }

  private skimmed(skimmed: Skimmed, bytes: Buffer, place: LinePlace): void {
    const { session } = this
    const { inner, is, uuid, identity } = skimmed
    const at = isoTime(skimmed.timestamp)
    const fresh = this.isFresh(place.offset)
    this.span(at, fresh)
    session.chain.add(uuid, skimmed.parentUuid, is === 'link' || inner !== undefined)
    if (identity !== this.lastSeen) this.moved(identity)
    if (is === 'link') return
    if (inner) session.agents.progress(inner.parentToolUseID, inner.agentId)
    const mark: Mark = inner
      ? { at: isoTime(inner.timestamp) ?? at, ref: inner.uuid, fresh, actor: inner.agentId, cwd: identity.cwd }
      : { at, ref: uuid, fresh, actor: 'main', cwd: identity.cwd }
    if (is === 'result') answerLight(session, skimmed.toolUseId!, mark)
    else if (is === 'blocks') this.outdone(() => readBlocks(session, skimmed.blocks!, mark))
    else session.facts.succeeded(() => ['api'])
    if (is === 'words') this.words = { blocks: bytes.toString('utf8', skimmed.start, skimmed.end), mark }
  }

  private moved(seen: Identity): void {
    this.lastSeen = seen
    const { cwd, sessionId, version, gitBranch } = seen
    Object.assign(this.session.identity, { cwd, sessionId, agentVersion: version, gitBranch: branchName(gitBranch) })
  }

  private span(at: string | null, fresh: boolean): void {
    const { identity } = this.session
    if (!fresh) this.knownUntil = at ?? this.knownUntil
    if (at === null) return
    if (identity.startedAt === null || at < identity.startedAt) identity.startedAt = at
    if (identity.endedAt === null || at > identity.endedAt) identity.endedAt = at
  }

  private readWords(): void {
    if (!this.words) return
    const { blocks, mark } = this.words
    this.words = null
    readLastWords(this.session, parsedOrNull(blocks), mark)
  }

  /** Companions have offsets of their own: they are new after the last record that is not. */
  private isFresh(offset: number, at: string | null = null): boolean {
    const since = this.session.context.since ?? 0
    if (this.agentId === null) return offset >= since
    return since === 0 || at === null || this.knownUntil === null || at > this.knownUntil
  }

  private where(): string {
    return this.agentId === null ? '' : `agent ${this.agentId} `
  }

  private record(record: Json, place: LinePlace): void {
    const type = asText(record.type)
    const mark = this.markOf(record, place)
    if (this.agentId === null) this.follow(record, type, mark)
    else this.session.agents.hear(this.agentId, closingWords(record), mark)
    const { session } = this
    if (type === 'user') readUserRecord(session, record, mark)
    else if (type === 'assistant') this.outdone(() => readAssistantRecord(session, record, mark))
    else if (type === 'system') this.system(record, mark)
    else if (type === 'queue-operation') readQueueRecord(session, record, mark)
    else if (type === 'attachment') readAttachment(session, record, mark)
    else if (type === 'progress') readProgress(session, record, inner => this.record(inner, place))
    else if (type === 'pr-link')
      session.facts.pullRequest(numberOrNull(record.prNumber), textOrNull(record.prUrl), mark)
    else if (!IGNORED.has(type)) session.facts.unknownType(type || 'record without type')
  }

  /** Words that wait to be read are not the last ones when others come. */
  private outdone(read: () => void): void {
    const before = this.session.lastAssistant
    read()
    if (this.session.lastAssistant !== before) this.words = null
  }

  private system(record: Json, mark: Mark): void {
    const subtype = asText(record.subtype)
    if (!SYSTEM.has(subtype)) this.session.facts.unknownType(`system/${subtype}`)
    readSystemRecord(this.session, record, mark)
  }

  private markOf(record: Json, place: LinePlace): Mark {
    const agent = this.agentId ?? (record.isSidechain === true ? (textOrNull(record.agentId) ?? 'sidechain') : null)
    const at = isoTime(record.timestamp)
    return {
      at,
      ref: textOrNull(record.uuid) ?? `line:${place.line}`,
      fresh: this.isFresh(place.offset, at),
      actor: agent ?? 'main',
      cwd: textOrNull(record.cwd) ?? this.session.identity.cwd,
    }
  }

  /** Identity, time span and tree of the main chain. */
  private follow(record: Json, type: string, mark: Mark): void {
    if (IGNORED.has(type)) return
    const { identity, chain } = this.session
    this.span(record.isSidechain === true ? null : mark.at, mark.fresh)
    this.lastSeen = null
    const uuid = textOrNull(record.uuid)
    if (uuid)
      chain.add(
        uuid,
        textOrNull(record.parentUuid) ?? textOrNull(record.logicalParentUuid),
        type !== 'user' && type !== 'assistant',
      )
    const seen = {
      agentVersion: textOrNull(record.version) ?? identity.agentVersion,
      sessionId: textOrNull(record.sessionId) ?? identity.sessionId,
      cwd: textOrNull(record.cwd) ?? identity.cwd,
      gitBranch: 'gitBranch' in record ? branchName(record.gitBranch) : identity.gitBranch,
    }
    if (record.isSidechain === true) this.sidechain = seen
    else Object.assign(identity, seen)
  }
}

function describeAgent(session: Session, id: string, bytes: Buffer): void {
  const { values } = readLine(bytes.toString('utf8').replace(/\s*\n\s*/g, ' '))
  const meta = values[0]
  if (meta)
    session.agents.describe(id, {
      type: textOrNull(meta.agentType),
      description: textOrNull(meta.description),
      worktree: textOrNull(meta.worktreePath),
    })
}

/** Text of an assistant record that ends a turn. */
function closingWords(record: Json): string | null {
  const message = asObject(record.message)
  if (record.type !== 'assistant' || message.stop_reason === 'tool_use') return null
  const blocks = objects(message.content)
  return blocks.some(block => block.type === 'tool_use')
    ? null
    : textOrNull(
        blocks
          .filter(block => block.type === 'text')
          .map(block => asText(block.text))
          .join('\n'),
      )
}

const branchName = (value: unknown): string | null => (value === 'HEAD' ? null : textOrNull(value))
