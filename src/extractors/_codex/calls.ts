import { asksForOutput } from '../_core/asked.ts'
import { branchShown } from '../_core/branch.ts'
import type { Facts, Finished, Mark } from '../_core/facts.ts'
import { asList, asObject, asText, type Json, objects, textOrNull } from '../_core/json.ts'
import { labelsOf } from '../_core/questions.ts'
import type { TodoList } from '../_core/todos.ts'
import type { Agents } from './agents.ts'
import { commandText, outputText, parseArguments, patchFiles, shellOutput } from './output.ts'

export interface Call {
  name: string
  input: Json
  /** Text of a custom tool's input. */
  text: string
  mark: Mark
}

type Ending = (later: Finished, mark: Mark) => void

/** Calls of one thread, from the request to its output. */
export class Calls {
  private readonly open = new Map<string, Call>()
  /** Commands that run on in the background, by session id. */
  private readonly background = new Map<string, { command: string; end: Ending }>()
  /** Patches whose files an event has told already. */
  private readonly told = new Set<string>()
  branch: string | null = null

  private readonly facts: Facts
  private readonly todos: TodoList
  private readonly agents: Agents

  constructor(facts: Facts, todos: TodoList, agents: Agents) {
    this.facts = facts
    this.todos = todos
    this.agents = agents
  }

  start(id: string, call: Call): void {
    this.open.set(id, call)
  }

  patched(id: string): void {
    this.told.add(id)
  }

  finish(id: string, output: unknown, mark: Mark): void {
    const call = this.open.get(id)
    if (!call) return
    this.open.delete(id)
    const at = { ...mark, cwd: call.mark.cwd }
    const text = outputText(output)
    if (isShell(call.name)) this.command(call, text, at)
    else if (call.name === 'write_stdin') this.stdin(call, text, at)
    else if (call.name === 'apply_patch') this.patch(id, call, text, at)
    else this.tool(call, text, at)
  }

  /** The head of an answer says all: the call went well and nobody asks what it printed. */
  isAnswered(id: string, head: string): boolean {
    const call = this.open.get(id)
    if (!call) return true
    const { ok, running } = shellOutput(head)
    if (head.startsWith('{')) return false
    if (isShell(call.name)) return ok === true && !asksForOutput(commandOf(call.input))
    if (call.name === 'write_stdin')
      return running !== null || !this.background.has(String(call.input.session_id ?? ''))
    return false
  }

  /** What the transcript leaves unanswered: it was cut off meanwhile. */
  close(): void {
    for (const { name, input, mark } of this.open.values()) {
      if (isShell(name))
        this.facts.command(commandOf(input), { ok: null, exitCode: null, output: '' }, mark, { reads: true })
      else if (name === 'update_plan' && mark.actor === 'main') this.todos.replace(input.plan, mark.ref)
    }
    this.open.clear()
  }

  private command(call: Call, text: string, mark: Mark): void {
    const command = commandOf(call.input)
    if (command === '') return
    const workdir = textOrNull(call.input.workdir)
    const at = { ...mark, cwd: workdir?.startsWith('/') ? workdir : mark.cwd }
    if (REFUSED.test(text)) {
      this.facts.error('denied', call.name, text, [], mark)
      return
    }
    const ending = shellOutput(text)
    const end = this.facts.command(command, ending, at, { reads: true })
    if (ending.running !== null) this.background.set(ending.running, { command, end })
    this.noteBranch(command, ending, mark)
  }

  private stdin({ input }: Call, text: string, mark: Mark): void {
    const id = String(input.session_id ?? '')
    const waiting = this.background.get(id)
    const ending = shellOutput(text)
    if (!waiting || ending.running !== null || ending.exitCode === null) return
    waiting.end(ending, mark)
    this.background.delete(id)
    this.noteBranch(waiting.command, ending, mark)
  }

  private noteBranch(command: string, { output, ok }: Finished, mark: Mark): void {
    if (mark.actor === 'main') this.branch = branchShown(command, output, ok) ?? this.branch
  }

  private patch(id: string, call: Call, text: string, mark: Mark): void {
    const { ok, output } = shellOutput(text)
    const failed = ok === false || /^(?:apply_patch verification failed|patch rejected)/i.test(text)
    if (failed) {
      const denied = /rejected by user|patch rejected/i.test(text)
      this.facts.error(denied ? 'denied' : 'tool', 'apply_patch', output, denied ? [] : ['apply_patch'], mark)
      return
    }
    this.facts.succeeded(() => ['apply_patch'])
    if (this.told.has(id)) return
    for (const { path, action } of patchFiles(call.text || asText(call.input.input)))
      this.facts.touch(path, action, mark)
  }

  private tool({ name, input }: Call, text: string, mark: Mark): void {
    const value = parseArguments(text)
    if (name === 'update_plan' && mark.actor === 'main') this.todos.replace(input.plan, mark.ref)
    else if (name === 'spawn_agent') this.agents.spawn(input, asText(value.agent_id), mark)
    else if (name === 'wait_agent' || name === 'wait') this.agents.tellAll(value.status, mark)
    else if (name === 'close_agent') this.agents.tell(asText(input.id) || asText(input.target), 'shutdown', mark)
    else if (name === 'request_user_input') this.answers(input, value, mark)
    else if (name === 'view_image' && asText(input.path) !== '') this.facts.touch(asText(input.path), 'read', mark)
    else if (/^(?:err|tool call error|failed to|unsupported call)/i.test(text))
      this.facts.error('tool', name, text, [name], mark)
    else this.facts.succeeded(() => [name])
  }

  /** `{"answers": {"<question id>": {"answers": ["…"]}}}`. */
  private answers(input: Json, value: Json, mark: Mark): void {
    const given = asObject(value.answers)
    for (const asked of objects(input.questions)) {
      const answer = asList(asObject(given[asText(asked.id)]).answers)
        .map(asText)
        .filter(Boolean)
        .join(', ')
      if (answer === '') continue
      this.facts.message('answer', answer, mark)
      this.facts.decision('question', asText(asked.question), answer, mark, { options: labelsOf(asked) })
    }
  }
}

/** What the model is told of a command the human did not approve; it never ran. */
const REFUSED =
  /^(?:(?:exec_command|shell) failed|execution error|failed to)?[^\n]{0,4000}\brejected by user\b|^(?:exec )?command rejected by user/i

const isShell = (name: string): boolean =>
  /^(?:exec_command|shell|shell_command|local_shell|container\.exec)$/.test(name)

const commandOf = (input: Json): string => textOrNull(input.cmd) ?? commandText(input.command)
