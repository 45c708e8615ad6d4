import { own } from '../../core/own.ts'
import { asksForOutput } from '../_core/asked.ts'
import { branchShown } from '../_core/branch.ts'
import type { Facts, Finished, Mark } from '../_core/facts.ts'
import { alone, asList, asObject, asText, type Json, objects, textOrNull } from '../_core/json.ts'
import { labelsOf } from '../_core/questions.ts'
import type { TodoList } from '../_core/todos.ts'

export interface Call {
  id: string
  name: string
  args: Json
  /** success, error, cancelled; anything else has not ended. */
  status: string
  output: string
  error: string
  /** When it ended, as written. */
  timestamp: unknown
}

export interface Sink {
  facts: Facts
  todos: TodoList
  branch(name: string): void
  launch(call: Call, mark: Mark): void
}

export function readCall(value: Json): Call {
  const responses = asList(value.result).map(part => asObject(asObject(asObject(part).functionResponse).response))
  return {
    id: asText(value.id),
    name: asText(value.name),
    args: asObject(value.args),
    status: asText(value.status),
    output: unwrap(responses.map(response => asText(response.output)).join('\n')),
    error: responses
      .map(response => asText(response.error))
      .filter(Boolean)
      .join('\n'),
    timestamp: value.timestamp,
  }
}

/** Tools whose output is read besides that of files and the shell. */
const TOLD: ReadonlySet<string> = new Set(['ask_user', 'invoke_agent', 'delegate_to_agent'])

/** The same call without what no fact comes from: contents of files, and output that nobody asks for once all went well. */
export function withoutBulk(call: Call): Call {
  const { content: _content, old_string: _old, new_string: _new, ...args } = call.args
  return { ...call, args, output: call.status === 'success' ? usedOutput(call) : call.output }
}

function usedOutput(call: Call): string {
  if (TOLD.has(call.name)) return call.output
  if (own(FILE_TOOLS, call.name)) return alone(WRITTEN.exec(call.output)?.[0] ?? '')
  if (call.name !== 'run_shell_command') return ''
  const kept = shellEnding(call).ok !== true || asksForOutput(asText(call.args.command))
  return kept ? call.output : alone((call.output || call.error).slice(-TAIL))
}

/** Tool output since 0.60 stands inside `<untrusted_context>`. */
const unwrap = (text: string): string =>
  text.replace(/^\s*<untrusted_context>\n?/, '').replace(/\n?<\/untrusted_context>\s*$/, '')

export const AGENT_TOOLS: ReadonlySet<string> = new Set(['invoke_agent', 'delegate_to_agent'])

const FILE_TOOLS: Readonly<Record<string, 'read' | 'write' | 'edit'>> = {
  read_file: 'read',
  write_file: 'write',
  replace: 'edit',
}

export function applyCall(call: Call, sink: Sink, mark: Mark): void {
  if (call.status === 'cancelled')
    sink.facts.error('denied', call.name, call.error || 'cancelled by the user', [], mark)
  else if (call.name === 'run_shell_command') runCommand(call, sink, mark)
  else if (AGENT_TOOLS.has(call.name)) sink.launch(call, mark)
  else if (call.status === 'error') sink.facts.error('tool', call.name, call.error || call.output, [call.name], mark)
  else if (call.status === 'success') succeed(call, sink, mark)
}

function succeed(call: Call, { facts, todos }: Sink, mark: Mark): void {
  facts.succeeded(() => [call.name])
  const action = own(FILE_TOOLS, call.name)
  if (action) touchFile(call, action, facts, mark)
  else if (call.name === 'read_many_files') {
    for (const path of asList(call.args.include ?? call.args.paths).map(asText))
      if (path !== '' && !/[*?{]/.test(path)) facts.touch(path, 'read', mark)
  } else if (call.name === 'write_todos' && mark.actor === 'main') todos.replace(call.args.todos, mark.ref)
  else if (call.name === 'activate_skill' && mark.actor === 'main') {
    const name = textOrNull(call.args.name)
    if (name) facts.skill({ name, args: null, by: 'model', ok: true }, mark)
  } else if (call.name === 'ask_user') answers(call, facts, mark)
}

const WRITTEN =
  /(?:wrote to new file|overwrote file|modified file|[Cc]reated new file): ([^\n]{1,1000}?)(?: \(\d+ replacements?\))?\.?(?: Here is|\n|$)/

/** The result of a write names the absolute path, whatever the arguments say. */
const toldPath = (call: Call): string => WRITTEN.exec(call.output)?.[1]?.trim() ?? ''

const askedPath = ({ args }: Call): string => asText(args.file_path) || asText(args.absolute_path) || asText(args.path)

function touchFile(call: Call, action: 'read' | 'write' | 'edit', facts: Facts, mark: Mark): void {
  const path = toldPath(call) || askedPath(call)
  if (path !== '') facts.touch(path, action, mark)
}

/** Old files tell no directory: a relative path in the arguments and the absolute one in the result give it away. */
export function directoryOf(calls: readonly Call[]): string | null {
  for (const call of calls) {
    const asked = askedPath(call)
    const told = toldPath(call)
    if (asked !== '' && !asked.startsWith('/') && told.endsWith(`/${asked}`)) return told.slice(0, -asked.length - 1)
  }
  return null
}

function runCommand(call: Call, { facts, branch }: Sink, mark: Mark): void {
  const command = asText(call.args.command)
  if (command === '') return
  const ending = shellEnding(call)
  const folder = textOrNull(call.args.dir_path) ?? textOrNull(call.args.directory)
  const cwd = folder?.startsWith('/') ? folder : mark.cwd
  facts.command(command, ending, { ...mark, cwd }, { reads: true })
  const shown = branchShown(command, ending.output, ending.ok)
  if (shown && mark.actor === 'main') branch(shown)
}

/** What a shell's output ends with stands in its last characters. */
const TAIL = 400

/** `Output: …`, then `Error:`, `Exit Code:`, `Signal:`, `Background PIDs:`, `Process Group PGID:` where there is something to say. */
export function shellEnding(call: Pick<Call, 'status' | 'output' | 'error'>): Finished {
  const text = call.output || call.error
  const tail = text.slice(-TAIL)
  const code = /(?:^|\n)Exit Code: (\d{1,3})\b/.exec(tail)?.[1]
  const signal = /(?:^|\n)Signal: (?!\(none\))\S/.test(tail)
  const output = text
    .replace(/^(?:Command: [^\n]*\n)?(?:Directory: [^\n]*\n)?(?:Stdout|Output): ?/, '')
    .replace(/\n(?:Process Group PGID|Background PIDs): [^\n]*/g, '')
  if (call.status === '') return { ok: null, exitCode: null, output }
  const exitCode = code === undefined ? (call.status === 'success' && !signal ? 0 : null) : Number(code)
  return { ok: exitCode === null ? false : exitCode === 0, exitCode, output }
}

/** `{"answers":{"0":"…"}}`, by the number of the question. */
function answers(call: Call, facts: Facts, mark: Mark): void {
  let given: Json = {}
  try {
    given = asObject(asObject(JSON.parse(call.output)).answers)
  } catch {
    return
  }
  for (const [index, asked] of objects(call.args.questions).entries()) {
    const answer = asText(given[String(index)]).trim()
    if (answer === '') continue
    facts.message('answer', answer, mark)
    facts.decision('question', asText(asked.question), answer, mark, { options: labelsOf(asked) })
  }
}
