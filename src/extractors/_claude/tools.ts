import type { FileTouch } from '../../core/types.ts'
import type { Finished, Mark } from '../_core/facts.ts'
import { commitSubject } from '../_core/git.ts'
import { asObject, asText, isObject, type Json, numberOrNull, objects, textOrNull } from '../_core/json.ts'
import { labelsOf } from '../_core/questions.ts'
import type { Session } from './session.ts'

/** A tool call waiting for its result. */
export interface Call {
  id: string
  name: string
  input: Json
  mark: Mark
}

export interface Result {
  /** Text of the result block. */
  text: string
  isError: boolean
  /** `toolUseResult` where it is an object; absent in sidechain files. */
  data: Json | null
  mark: Mark
}

type Handler = (session: Session, call: Call, result: Result) => void

const touches =
  (action: FileTouch['actions'][number], key = 'file_path'): Handler =>
  (session, call, result) =>
    session.facts.touch(textOrNull(call.input[key]) ?? asText(result.data?.filePath), action, {
      ...result.mark,
      cwd: call.mark.cwd ?? result.mark.cwd,
    })

/** What a tool's result means, by tool name; results that are errors never come here, but for the shell's. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  Read: touches('read'),
  Write: touches('write'),
  Edit: touches('edit'),
  MultiEdit: touches('edit'),
  NotebookEdit: touches('edit', 'notebook_path'),
  NotebookRead: touches('read', 'notebook_path'),
  Bash: shell,
  PowerShell: shell,
  BashOutput: shellOutput,
  TaskOutput: taskOutput,
  AgentOutputTool: taskOutput,
  KillShell: stopTask,
  KillBash: stopTask,
  TaskStop: stopTask,
  TodoWrite: (session, call, { mark }) => session.todo(mark, list => list.replace(call.input.todos, mark.ref), false),
  TaskCreate: taskCreate,
  TaskUpdate: taskUpdate,
  TaskList: (session, _call, { data, text, mark }) =>
    session.todo(mark, list => list.observe(data?.tasks ?? readTaskLines(text), mark.ref)),
  TaskGet: (session, _call, { data, mark }) =>
    session.todo(mark, list => list.observe(isObject(data?.task) ? [data.task] : [], mark.ref)),
  Skill: (session, call, { mark }) => session.skill(call, true, mark),
  Task: (session, call, { data, text, mark }) =>
    session.agents.launch(call.id, call.input, data ?? {}, text, mark, call.mark.at),
  Agent: (session, call, { data, text, mark }) =>
    session.agents.launch(call.id, call.input, data ?? {}, text, mark, call.mark.at),
  SendMessage: sendMessage,
  AskUserQuestion: answers,
  ExitPlanMode: planAccepted,
}

export const SHELLS = new Set(['Bash', 'PowerShell'])
export const LAUNCHERS = new Set(['Task', 'Agent'])

/** No end is known yet. */
export const RUNNING: Finished = { ok: null, exitCode: null, output: '' }

function shell(session: Session, call: Call, result: Result): void {
  const command = asText(call.input.command)
  const background =
    textOrNull(result.data?.backgroundTaskId) ??
    textOrNull(result.data?.shellId) ??
    /running in background with ID: (\w+)/.exec(result.text)?.[1]
  const mark = { ...result.mark, cwd: call.mark.cwd ?? result.mark.cwd }
  if (background) session.background(background, session.facts.command(command, RUNNING, mark, { tool: call.name }))
  else session.facts.command(command, shellEnding(result), mark, { tool: call.name })
  gitOperation(session, command, asObject(result.data?.gitOperation), mark)
}

/** From 2.1.205 the client says itself what git did; needed where git was told to be quiet. */
function gitOperation(session: Session, command: string, operation: Json, mark: Mark): void {
  const { commit, pr } = { commit: asObject(operation.commit), pr: asObject(operation.pr) }
  const sha = textOrNull(commit.sha)
  if (sha) session.facts.commit({ sha, subject: commitSubject(command) ?? '' }, mark, commit.kind === 'amended')
  if (pr.action === 'created') session.facts.pullRequest(numberOrNull(pr.number), textOrNull(pr.url), mark)
}

/** `Exit code N` opens a failed command's text; anything else that is no error ended with 0 or a benign code. */
export function shellEnding({ text, isError, data }: Result): Finished {
  const output =
    data && typeof data.stdout === 'string' ? [data.stdout, asText(data.stderr)].filter(Boolean).join('\n') : text
  if (data?.interrupted === true) return { ok: false, exitCode: null, output }
  if (!isError) return { ok: true, exitCode: data?.returnCodeInterpretation ? null : 0, output }
  const code = /^(?:Error: )?Exit code (\d+)\s*\n?/.exec(text)
  return { ok: false, exitCode: code ? Number(code[1]) : null, output: code ? text.slice(code[0].length) : text }
}

function shellOutput(session: Session, call: Call, { data, text, mark }: Result): void {
  const id = asText(call.input.bash_id ?? call.input.shell_id ?? data?.shellId)
  const status = textOrNull(data?.status) ?? /<status>(\w+)<\/status>/.exec(text)?.[1] ?? 'running'
  if (status === 'running') return
  const code = numberOrNull(data?.exitCode) ?? numberOrNull(Number(/<exit_code>(\d+)</.exec(text)?.[1] ?? Number.NaN))
  const output = data ? [asText(data.stdout), asText(data.stderr)].filter(Boolean).join('\n') : text
  session.ended(id, { ok: okOf(status, code), exitCode: code, output }, mark)
}

/** Killed on request is neither success nor failure. */
const okOf = (status: string, code: number | null): boolean | null =>
  status === 'killed' ? null : status === 'completed' && (code ?? 0) === 0

function taskOutput(session: Session, call: Call, { data, text, mark }: Result): void {
  const task = asObject(data?.task)
  const id = textOrNull(task.task_id) ?? asText(call.input.task_id ?? call.input.agentId)
  const status = textOrNull(task.status) ?? /<status>(\w+)<\/status>/.exec(text)?.[1] ?? ''
  if (status === 'running' || status === '') return
  const output = textOrNull(task.output) ?? /<output>([\s\S]*)<\/output>/.exec(text)?.[1]?.trim() ?? ''
  if (session.agents.knows(id))
    session.agents.notify(
      {
        id,
        toolUseId: null,
        status: status === 'completed' ? 'completed' : status === 'failed' ? 'failed' : 'killed',
        summary: '',
        result: textOrNull(task.result) ?? (output || null),
      },
      mark,
    )
  const code = numberOrNull(task.exitCode)
  session.ended(id, { ok: okOf(status, code), exitCode: code, output }, mark)
}

function stopTask(session: Session, call: Call, { data, mark }: Result): void {
  const id = asText(call.input.task_id ?? call.input.shell_id ?? data?.task_id ?? data?.shell_id)
  session.agents.stop(id, 'killed', mark)
  session.ended(id, RUNNING, mark, true)
}

function taskCreate(session: Session, call: Call, { data, text, mark }: Result): void {
  const task = asObject(data?.task)
  const id = textOrNull(task.id) ?? /^Task #(\w+) created/.exec(text)?.[1]
  const content = textOrNull(call.input.subject) ?? asText(task.subject)
  if (id)
    session.todo(mark, list => list.create({ id, content, activeForm: textOrNull(call.input.activeForm) }, mark.ref))
}

/** `success:true` without updated fields: the task has that status already. */
function taskUpdate(session: Session, call: Call, { data, text, mark }: Result): void {
  if (data ? data.success === false : !/^Updated task #/.test(text)) return
  const { taskId, status, subject, activeForm } = call.input
  const id = textOrNull(taskId) ?? String(taskId ?? '')
  session.todo(mark, list => list.update(id, { status, content: subject, activeForm }, mark.ref))
}

/** `#1 [pending] Subject [blocked by #2]`, one task a line: what sidechain files hold. */
function readTaskLines(text: string): Json[] {
  return [...text.matchAll(/^#(\w+) \[(\w+)\] (.*?)(?: \([^()\n]*\))?(?: \[blocked by [^\]\n]*\])?$/gm)].map(match => ({
    id: match[1]!,
    status: match[2]!,
    subject: match[3]!,
  }))
}

function sendMessage(session: Session, call: Call, { data }: Result): void {
  const id = textOrNull(data?.resumedAgentId) ?? asText(call.input.to)
  if (data?.success !== false) session.agents.resume(id)
}

function answers(session: Session, call: Call, { data, text, mark }: Result): void {
  const given = isObject(data?.answers) ? Object.entries(data.answers) : answersInText(call.input, text)
  const asked = objects(call.input.questions)
  for (const [question, answer] of given) {
    const options = labelsOf(asked.find(one => one.question === question))
    session.answer(question, Array.isArray(answer) ? answer.join(', ') : asText(answer), mark, options)
  }
}

/** `"Question"="Answer", "Question 2"="Answer 2". You can now continue …` */
function answersInText(input: Json, text: string): [string, string][] {
  const questions = objects(input.questions).map(one => asText(one.question))
  return questions.flatMap(question => {
    const start = text.indexOf(`"${question}"="`)
    if (start < 0) return []
    const rest = text.slice(start + question.length + 4)
    const end = rest.search(/"(?:, "|\. |\.?$)/)
    return [[question, end < 0 ? rest : rest.slice(0, end)] as [string, string]]
  })
}

function planAccepted(session: Session, call: Call, { data, mark }: Result): void {
  session.plan(textOrNull(data?.plan) ?? asText(call.input.plan), textOrNull(data?.filePath), mark)
}
