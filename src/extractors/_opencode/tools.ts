import { own } from '../../core/own.ts'
import type { SubagentRun } from '../../core/types.ts'
import { branchShown } from '../_core/branch.ts'
import type { Facts, Mark } from '../_core/facts.ts'
import { asList, asObject, asText, isoTime, type Json, numberOrNull, objects, textOrNull } from '../_core/json.ts'
import { clip, MAX_RESULT } from '../_core/limits.ts'
import { labelsOf } from '../_core/questions.ts'
import { subjectOf } from '../_core/subject.ts'
import type { TodoList } from '../_core/todos.ts'

/** One call of a tool as a `tool` part keeps it: input, state and outcome together. */
export interface Call {
  tool: string
  input: Json
  status: string
  output: string
  error: string
  metadata: Json
  startedAt: string | null
}

export interface Sink {
  facts: Facts
  todos: TodoList
  subagents: SubagentRun[]
  /** Files written by tools of the message at hand; the snapshot that follows names them again. */
  written: Set<string>
  branch(name: string): void
}

const EDITS: Readonly<Record<string, 'read' | 'write' | 'edit'>> = {
  read: 'read',
  write: 'write',
  edit: 'edit',
  multiedit: 'edit',
  patch: 'edit',
}

export function readCall(part: Json): Call {
  const state = asObject(part.state)
  const metadata = asObject(state.metadata)
  return {
    tool: asText(part.tool).replace(/^mcp_/, ''),
    input: asObject(state.input),
    status: asText(state.status),
    output: asText(state.output) || asText(metadata.output),
    error: asText(state.error),
    metadata,
    startedAt: isoTime(asObject(state.time).start),
  }
}

/** What a call did, as far as its outcome shows. */
export function applyCall(call: Call, sink: Sink, mark: Mark): void {
  if (call.status === 'error' && refusal(call.error)) refuse(call, sink, mark)
  else if (call.tool === 'bash') runCommand(call, sink, mark)
  else if (call.tool === 'task') launch(call, sink, mark)
  else if (call.status === 'error') fail(call, sink, mark)
  else if (call.status === 'completed') succeed(call, sink, mark)
}

function succeed(call: Call, sink: Sink, mark: Mark): void {
  sink.facts.succeeded(() => [call.tool])
  const action = own(EDITS, call.tool)
  if (action) touch(asText(call.input.filePath), action, sink, mark)
  else if (call.tool === 'apply_patch') patchFiles(call, sink, mark)
  else if (call.tool === 'todowrite' && mark.actor === 'main') sink.todos.replace(call.input.todos, mark.ref)
  else if (call.tool === 'skill') useSkill(call, sink, mark)
  else if (call.tool === 'question') answers(call, sink, mark)
}

function touch(file: string, action: 'read' | 'write' | 'edit' | 'delete', sink: Sink, mark: Mark): void {
  if (file === '') return
  sink.facts.touch(file, action, mark)
  if (action !== 'read') sink.written.add(file)
}

const PATCHED: Readonly<Record<string, 'write' | 'edit' | 'delete'>> = {
  add: 'write',
  update: 'edit',
  delete: 'delete',
  move: 'write',
}

function patchFiles({ metadata, input }: Call, sink: Sink, mark: Mark): void {
  const files = objects(metadata.files)
  for (const file of files)
    touch(asText(file.filePath ?? file.path), own(PATCHED, asText(file.type)) ?? 'edit', sink, mark)
  if (files.length > 0) return
  for (const match of asText(input.patchText).matchAll(/^\*\*\* (Add|Update|Delete) File: (.{1,1000})$/gm))
    touch(match[2]!.trim(), PATCHED[match[1]!.toLowerCase()]!, sink, mark)
}

function runCommand(call: Call, { facts, branch }: Sink, mark: Mark): void {
  const command = asText(call.input.command)
  if (command === '') return
  const exitCode = numberOrNull(call.metadata.exit)
  const ended = call.status === 'completed' || call.status === 'error'
  const ok = ended ? (call.status === 'error' ? false : exitCode === null ? null : exitCode === 0) : null
  const output = call.output || call.error
  const cwd = textOrNull(call.input.workdir) ?? mark.cwd
  facts.command(command, { ok, exitCode, output }, { ...mark, cwd })
  const shown = branchShown(command, output, ok)
  if (shown && mark.actor === 'main') branch(shown)
}

function launch(call: Call, { subagents }: Sink, mark: Mark): void {
  const id = textOrNull(call.metadata.sessionId) ?? /\b(ses_\w{1,60})/.exec(call.output)?.[1] ?? mark.ref
  const status = call.status === 'completed' ? 'completed' : call.status === 'error' ? stopped(call.error) : 'running'
  const known = subagents.find(run => run.id === id)
  const run: SubagentRun = known ?? {
    id,
    type: textOrNull(call.input.subagent_type),
    description: textOrNull(call.input.description),
    prompt: textOrNull(call.input.prompt),
    status,
    result: null,
    worktree: null,
    startedAt: call.startedAt ?? mark.at,
    endedAt: null,
    ref: mark.ref,
  }
  if (!known) subagents.push(run)
  run.status = status
  if (status === 'running') return
  const told = /<task_result>\s*([\s\S]*?)\s*<\/task_result>/.exec(call.output)?.[1] ?? call.output
  run.result = textOrNull(clip(told || call.error, MAX_RESULT))
  run.endedAt = mark.at
}

const stopped = (error: string): SubagentRun['status'] => (/abort|cancel/i.test(error) ? 'killed' : 'failed')

function useSkill({ input, metadata }: Call, { facts }: Sink, mark: Mark): void {
  const name = textOrNull(input.name) ?? textOrNull(metadata.name)
  if (name && mark.actor === 'main') facts.skill({ name, args: null, by: 'model', ok: true }, mark)
}

/** `metadata.answers` holds, for each question, the labels chosen. */
function answers({ input, metadata }: Call, { facts }: Sink, mark: Mark): void {
  const chosen = asList(metadata.answers)
  for (const [index, asked] of objects(input.questions).entries()) {
    const answer = asList(chosen[index]).map(asText).filter(Boolean).join(', ')
    if (answer === '') continue
    facts.message('answer', answer, mark)
    facts.decision('question', asText(asked.question), answer, mark, { options: labelsOf(asked) })
  }
}

/** Sentences of OpenCode 1.x around a refused call; the words after the colon are the human's. */
const REJECTED =
  /^(?:Error: )?The user rejected permission to use this specific tool call(?: with the following feedback: ([\s\S]+))?|^(?:Error: )?The user (?:has specified a rule|dismissed this question)/

const refusal = (error: string): RegExpExecArray | null => REJECTED.exec(error)

function fail(call: Call, { facts }: Sink, mark: Mark): void {
  const kind = /^(?:Error: )?Tool execution aborted/.test(call.error) ? 'interrupted' : 'tool'
  facts.error(kind, call.tool, call.error, [call.tool], mark)
}

function refuse(call: Call, { facts }: Sink, mark: Mark): void {
  facts.error('denied', call.tool, call.error, [], mark)
  const words = refusal(call.error)?.[1]?.trim()
  if (words) facts.refusal(words, subjectOf(call.tool, call.input), mark)
}
