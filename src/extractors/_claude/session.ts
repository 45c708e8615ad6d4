import type { ReadContext } from '../../core/extractor.ts'
import type { Session as Result } from '../../core/types.ts'
import { type Ending, Facts, type Finished, type Mark } from '../_core/facts.ts'
import { asText, textOrNull } from '../_core/json.ts'
import { clip, MAX_RESULT } from '../_core/limits.ts'
import { TodoList } from '../_core/todos.ts'
import { Agents } from './agents.ts'
import { Chain } from './chain.ts'
import { Queue } from './queue.ts'
import { type Call, LAUNCHERS, RUNNING, SHELLS } from './tools.ts'

type TodoChange = (list: TodoList) => void

/** One Claude Code session while it is read: what has been understood so far. */
export class Session {
  readonly facts = new Facts()
  readonly agents = new Agents()
  readonly chain = new Chain()
  readonly queue = new Queue(this.facts)
  readonly calls = new Map<string, Call>()
  /** Sidechain calls already answered: progress records and companion files tell the same. */
  readonly answered = new Set<string>()
  readonly identity: Pick<Result, 'agentVersion' | 'sessionId' | 'cwd' | 'gitBranch' | 'startedAt' | 'endedAt'> = {
    agentVersion: null,
    sessionId: null,
    cwd: null,
    gitBranch: null,
    startedAt: null,
    endedAt: null,
  }
  lastAssistant: (NonNullable<Result['lastAssistant']> & { uuid: string; fresh: boolean }) | null = null
  private readonly shells = new Map<string, Ending>()
  private readonly todoChanges: { change: TodoChange; at: string | null; ref: string; stream: number }[] = []
  readonly context: ReadContext

  constructor(context: ReadContext) {
    this.context = context
    this.identity.cwd = context.cwd ?? null
  }

  /** TodoWrite keeps a list per agent (`shared` false); tasks are one list for all. */
  todo(mark: Mark, change: TodoChange, shared = true): void {
    if (mark.actor === 'main' || shared)
      this.todoChanges.push({ change, at: mark.at, ref: mark.ref, stream: this.facts.stream })
  }

  skill(call: Call, ok: boolean, mark: Mark): void {
    const name = textOrNull(call.input.skill) ?? textOrNull(call.input.command)
    if (name && mark.actor === 'main')
      this.facts.skill({ name: name.replace(/^\//, ''), args: textOrNull(call.input.args), by: 'model', ok }, mark)
  }

  userSkill(name: string, args: string | null, mark: Mark): void {
    this.facts.skill({ name, args, by: 'user', ok: true }, mark)
  }

  background(id: string, ending: Ending): void {
    this.shells.set(id, ending)
  }

  /** A background command came to an end; `last` when nothing more will be told. */
  ended(id: string, ending: Finished, mark: Mark, last = false): void {
    const end = this.shells.get(id)
    end?.(ending, mark)
    if (end && (last || ending.output !== '')) this.shells.delete(id)
  }

  answer(question: string, answer: string, mark: Mark, options: string[] = []): void {
    if (answer === '') return
    this.facts.message('answer', answer, mark)
    this.facts.decision('question', question, answer, mark, { options })
  }

  plan(plan: string, file: string | null, mark: Mark): void {
    const title =
      plan
        .split('\n')
        .find(line => line.trim() !== '')
        ?.replace(/^#+\s*/, '')
        .trim() ?? ''
    this.facts.decision('plan', title || 'Plan', 'approved', mark, { plan })
    if (file) this.facts.touch(file, 'write', mark)
  }

  finish(): Result {
    this.finishCalls()
    this.agents.settle()
    if (this.chain.rewound)
      for (const { value: message } of this.facts.messages)
        if (this.chain.isAbandoned(message.ref)) message.withdrawn = true
    this.drop(this.facts.decisions)
    const { lastAssistant } = this
    return this.facts.finish(
      { agent: 'claude-code', ...this.identity },
      {
        todos: this.todos(),
        subagents: this.agents.all,
        lastAssistant: lastAssistant?.fresh
          ? { text: clip(lastAssistant.text, MAX_RESULT), at: lastAssistant.at, ref: lastAssistant.ref }
          : null,
      },
    )
  }

  /** What a rewind took back is no decision any more. */
  private drop(facts: { value: { ref: string } }[]): void {
    if (!this.chain.rewound) return
    const kept = facts.filter(({ value }) => !this.chain.isAbandoned(value.ref))
    facts.splice(0, facts.length, ...kept)
  }

  private todos(): Result['todos'] {
    const changes = this.chain.rewound
      ? this.todoChanges.filter(({ ref }) => !this.chain.isAbandoned(ref))
      : this.todoChanges
    if (changes.some(({ stream }) => stream > 0)) changes.sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
    const list = new TodoList()
    for (const { change } of changes) change(list)
    return list.final
  }

  /** Calls that the transcript leaves unanswered: it was cut off while they ran. */
  private finishCalls(): void {
    for (const call of this.calls.values()) {
      const { name, input, mark } = call
      if (name === 'TodoWrite') this.todo(mark, list => list.replace(input.todos, mark.ref), false)
      else if (LAUNCHERS.has(name)) this.agents.launch(call.id, input, null, '', mark, mark.at)
      else if (SHELLS.has(name)) this.facts.command(asText(input.command), RUNNING, mark, { tool: name })
      else if (name === 'Skill') this.skill(call, true, mark)
    }
    this.calls.clear()
  }
}
