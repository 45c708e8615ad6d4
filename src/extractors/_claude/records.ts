import { own } from '../../core/own.ts'
import type { Mark } from '../_core/facts.ts'
import { asObject, asText, isObject, isoTime, type Json, numberOrNull, objects, textOrNull } from '../_core/json.ts'
import { subjectOf } from '../_core/subject.ts'
import { readNotification } from './agents.ts'
import { readBareDenial, readDenial } from './denial.ts'
import { queuedText, readUser, readUserText, type UserPart } from './human.ts'
import { callKeys } from './keys.ts'
import type { Session } from './session.ts'
import { type Call, HANDLERS, LAUNCHERS, type Result, RUNNING, SHELLS } from './tools.ts'

/** Commands of the client that expand to a prompt of its own; not skills. */
const CLIENT_PROMPTS = new Set(['init', 'pr-comments', 'security-review', 'insights', 'statusline'])

export function readUserRecord(session: Session, record: Json, mark: Mark): void {
  const content = asObject(record.message).content
  if (typeof content !== 'string' && !Array.isArray(content)) {
    session.facts.unknownType('user without content')
    return
  }
  for (const block of objects(content)) if (block.type === 'tool_result') readResult(session, record, block, mark)
  for (const part of readUser(record)) readPart(session, part, mark, textOrNull(record.uuid))
}

function readPart(session: Session, part: UserPart, mark: Mark, uuid: string | null): void {
  const { facts, queue } = session
  if (part.is === 'notification') readEnd(session, part.text, mark)
  else if (part.is === 'plan') session.plan(part.text, null, mark)
  else if (part.is === 'shell-output') session.ended('!', { ok: null, exitCode: null, output: part.text }, mark, true)
  else if (part.is === 'shell') {
    facts.message('shell', part.text, mark)
    session.background('!', facts.command(part.text.trim(), RUNNING, mark))
  } else {
    if (part.is !== 'interrupt') queue.forget(part.text)
    facts.message(part.is, part.text, mark)
    if (part.is === 'prompt' && uuid) session.chain.prompt(uuid)
    if (part.is === 'command' && part.expands && !CLIENT_PROMPTS.has(part.name))
      session.userSkill(part.name, part.args, mark)
  }
}

/** A background task ended: an agent, or a command (`… completed (exit code 0)`). */
function readEnd(session: Session, text: string, mark: Mark): void {
  const notification = readNotification(text)
  if (session.agents.notify(notification, mark) || notification.id === null || notification.status === null) return
  const code = /\bexit code (\d+)/.exec(notification.summary)?.[1]
  const ok = notification.status === 'completed' && (code === undefined || code === '0')
  session.ended(notification.id, { ok, exitCode: code === undefined ? null : Number(code), output: '' }, mark)
}

function readResult(session: Session, record: Json, block: Json, mark: Mark): void {
  const id = asText(block.tool_use_id)
  const call = session.calls.get(id)
  session.calls.delete(id)
  if (mark.actor !== 'main') {
    if (session.answered.has(id)) return
    session.answered.add(id)
  }
  const result: Result = {
    text:
      typeof block.content === 'string'
        ? block.content
        : objects(block.content)
            .map(part => asText(part.text))
            .filter(Boolean)
            .join('\n'),
    isError: block.is_error === true,
    data: isObject(record.toolUseResult) ? record.toolUseResult : null,
    mark,
  }
  if (result.isError) readFailure(session, record, call, result)
  else if (call) {
    session.facts.succeeded(() => callKeys(call))
    own(HANDLERS, call.name)?.(session, call, result)
  }
}

function readFailure(session: Session, record: Json, call: Call | undefined, result: Result): void {
  const { facts } = session
  const { mark, text } = result
  const tool = call?.name ?? null
  const keys = call ? callKeys(call) : []
  const personal = record.holdsPersonsWords === true || asObject(record.permissionDecision).source === 'user_reject'
  const denial = readDenial(text, record.toolDenialKind, personal) ?? readBareDenial(text, tool, record.version)
  if (denial) {
    for (const { question, answer } of denial.answers) session.answer(question, answer, mark)
    if (denial.words) {
      session.queue.forget(denial.words)
      facts.refusal(denial.words, subjectOf(tool ?? 'a tool call', call?.input ?? {}), mark)
    }
  }
  const interrupted = !denial && /^\[Request interrupted by user/.test(text)
  if (call && LAUNCHERS.has(call.name) && !denial) session.agents.interrupted(call.id, call.input, mark, call.mark.at)
  if (call && tool === 'Skill') session.skill(call, false, mark)
  const ran = call && tool && SHELLS.has(tool) && !denial && !interrupted && !text.startsWith('<tool_use_error>')
  if (ran) HANDLERS.Bash!(session, call, result)
  else if (mark.actor === 'main')
    facts.error(denial ? 'denied' : interrupted ? 'interrupted' : 'tool', tool, errorText(text), keys, mark)
}

const errorText = (text: string): string => text.replace(/^<tool_use_error>([\s\S]*)<\/tool_use_error>$/, '$1')

export function readAssistantRecord(session: Session, record: Json, mark: Mark): void {
  const message = asObject(record.message)
  if (!Array.isArray(message.content) && typeof message.content !== 'string') {
    session.facts.unknownType('assistant without content')
    return
  }
  const blocks =
    typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : objects(message.content)
  const own = mark.actor === 'main'
  if (record.isApiErrorMessage === true) {
    const text = blocks
      .map(block => asText(block.text))
      .filter(Boolean)
      .join('\n')
    if (own) session.facts.error('api', null, text, ['api'], mark)
    return
  }
  readBlocks(session, blocks, mark, message.model !== '<synthetic>')
}

/** Blocks of an assistant message; `real` when a model wrote it. */
export function readBlocks(session: Session, blocks: unknown[], mark: Mark, real = true): void {
  if (mark.actor === 'main' && real) session.facts.succeeded(() => ['api'])
  for (const block of objects(blocks)) {
    const kind = asText(block.type)
    if (kind === 'tool_use') readCall(session, block, mark)
    else if (kind === 'text') readWords(session, asText(block.text), mark, real)
    else if (!KNOWN_BLOCKS.has(kind)) session.facts.unknownType(`assistant/${kind || 'block'}`)
  }
}

/** The blocks of a record that holds one text. */
export function readLastWords(session: Session, blocks: unknown, mark: Mark): void {
  for (const block of objects(blocks)) readWords(session, asText(block.text), mark, true)
}

const KNOWN_BLOCKS = new Set([
  'thinking',
  'redacted_thinking',
  'server_tool_use',
  'web_search_tool_result',
  'fallback',
  'image',
  'document',
])

function readCall(session: Session, block: Json, mark: Mark): void {
  const id = asText(block.id)
  if (id === '' || (mark.actor !== 'main' && session.answered.has(id))) return
  session.calls.set(id, { id, name: asText(block.name), input: asObject(block.input), mark })
}

function readWords(session: Session, text: string, mark: Mark, real: boolean): void {
  if (mark.actor !== 'main' || !real || text.trim() === '') return
  session.lastAssistant = { text, at: mark.at, ref: mark.ref, uuid: mark.ref, fresh: mark.fresh }
}

export function readSystemRecord(session: Session, record: Json, mark: Mark): void {
  if (record.subtype === 'compact_boundary')
    session.facts.compaction(asObject(record.compactMetadata).trigger === 'manual' ? 'manual' : 'auto', mark)
  else if (record.subtype === 'api_error' && mark.actor === 'main')
    session.facts.error('api', null, apiErrorText(record), ['api'], mark)
}

function apiErrorText(record: Json): string {
  const error = asObject(record.error)
  const status = numberOrNull(error.status)
  const inner = asObject(asObject(error.error).error)
  const words =
    textOrNull(error.message) ??
    textOrNull(inner.message) ??
    textOrNull(asObject(error.cause).code) ??
    asText(record.content)
  return [status === null ? '' : `API error ${status}`, words].filter(Boolean).join(': ') || 'API error'
}

export function readQueueRecord(session: Session, record: Json, mark: Mark): void {
  if (record.operation === 'enqueue') {
    const notification = session.queue.enqueue(record.content, mark)
    if (notification !== null) readEnd(session, notification, mark)
  } else if (record.operation === 'popAll') session.queue.pop(record.content)
}

export function readAttachment(session: Session, record: Json, mark: Mark): void {
  const attachment = asObject(record.attachment)
  const kind = asText(attachment.type)
  if (kind === 'queued_command') {
    const part = readUserText(queuedText(attachment.prompt), 'steering')
    if (part?.is === 'notification' || (part && attachment.commandMode === 'task-notification'))
      readEnd(session, part.text, mark)
    else if (part && mark.actor === 'main' && asObject(attachment.origin).kind !== 'task-notification')
      session.queue.attached(part, mark)
  } else if (kind === 'task_reminder') session.todo(mark, list => list.observe(attachment.content, mark.ref))
  else if (!KNOWN_ATTACHMENTS.has(kind)) session.facts.unknownType(`attachment/${kind}`)
}

/** Attachments that hold the client's own context, hook output and listings. */
const KNOWN_ATTACHMENTS = new Set([
  'hook_success',
  'hook_additional_context',
  'hook_system_message',
  'hook_non_blocking_error',
  'hook_blocking_error',
  'hook_cancelled',
  'hook_error_during_execution',
  'hook_permission_decision',
  'hook_stopped_continuation',
  'async_hook_response',
  'deferred_tools_delta',
  'agent_listing_delta',
  'mcp_instructions_delta',
  'skill_listing',
  'command_permissions',
  'edited_text_file',
  'nested_memory',
  'file',
  'compact_file_reference',
  'auto_mode',
  'auto_mode_exit',
  'model',
  'instructions',
  'session_context',
  'date',
  'date_change',
  'prompt_snapshot',
  'invoked_skills',
  'todo_reminder',
  'plan_mode',
  'plan_mode_exit',
  'plan_mode_reentry',
  'plan_file_reference',
  'directory',
  'edited_image_file',
  'pdf_reference',
  'already_read_file',
  'selected_lines_in_ide',
  'opened_file_in_ide',
  'diagnostics',
  'output_style',
  'mcp_resource',
  'agent_mention',
  'task_status',
  'critical_system_reminder',
  'ultrathink_effort',
  'token_usage',
  'budget_usd',
  'companion_intro',
  'relevant_memories',
  'dynamic_skill',
  'verify_plan_reminder',
])

/** A subagent's message inside a progress record, as a record of its own. */
export function readProgress(session: Session, record: Json, read: (inner: Json) => void): void {
  const data = asObject(record.data)
  const agentId = asText(data.agentId)
  if (data.type !== 'agent_progress' || agentId === '') return
  session.agents.progress(asText(record.parentToolUseID), agentId)
  const message = asObject(data.message)
  if (isObject(message.message))
    read({
      ...message,
      isSidechain: true,
      agentId,
      cwd: record.cwd,
      timestamp: isoTime(message.timestamp) ?? record.timestamp,
      uuid: message.uuid ?? record.uuid,
    })
}
