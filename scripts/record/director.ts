import type { Answer, ModelRequest } from './model.ts'
import { type Act, agentsOf, type Scenario, type Todo, type Turn } from './scenario.ts'
import type { Call, Reply, Wire } from './wires/wire.ts'

/** How one agent spells the acts of a scenario. */
export interface Dialect {
  wire: Wire
  /** An agent holds its caller up, so that one left at work must be the last call of a turn. */
  blocking?: boolean
  /** Model rounds, each a list of calls made at once; `before` is the todo list so far. */
  speak(act: Act, before: Todo[]): Call[][]
  /** How an agent hands its report to its caller; as plain text where nothing else is said. */
  report?(answer: string): Reply
  /** Requests that are not the conversation: summaries, titles, routing. */
  side(request: ModelRequest, summary: string): Reply | null
}

export interface Director {
  answer: Answer
  /** Lays out the model's answers to a turn; call it before the user speaks. */
  begin(turn: Turn): void
  /** Throws when the session did not go as written: answers were not asked for, or more than were written. */
  check(): void
  /** Settles when something was asked that will never be answered: by an agent left at work, or before an interrupt. */
  hangs(): Promise<void>
}

type Line = Reply & { hear?: string }

export function direct(scenario: Scenario, dialect: Dialect, hear: (text: string) => Promise<void> | void): Director {
  const surprises: string[] = []
  let lines: Line[] = []
  let list: Todo[] = []
  let summary = ''
  let mute = false
  let hung = signal()

  const never = (): null => {
    hung.give()
    return null
  }

  const answer: Answer = async request => {
    const side = dialect.side(request, summary)
    if (side) return side
    const begins = `${request.system}\n${request.firstUser}`
    const agent = agentsOf(scenario).find(({ prompt }) => begins.includes(prompt))
    if (agent) return agent.answer === null ? never() : (dialect.report?.(agent.answer) ?? { text: agent.answer })
    const line = lines.shift()
    if (!line) {
      if (mute) return never()
      surprises.push(request.lastUser.slice(0, 200))
      return { text: 'Understood.' }
    }
    // A client asks again, and is refused again until the user speaks.
    if (line.error) lines.unshift(line)
    const { hear: words, ...reply } = line
    if (words) await hear(words)
    return {
      ...reply,
      unsent: () => void lines.unshift(reply),
      ...(reply.calls && { calls: reply.calls.map(call => settle(call, request)) }),
    }
  }

  return {
    answer,
    hangs: () => hung.given,
    check() {
      const left = lines.filter(line => !line.error).length
      if (left > 0 || surprises.length > 0)
        throw new Error(`the session left the script: ${left} left, ${surprises.join(' | ')}`)
    },
    begin(turn) {
      if ('compact' in turn) summary = turn.summary
      if (!('user' in turn)) return
      lines = linesOf(turn, dialect, list)
      list = turn.acts.findLast(act => act.do === 'todos')?.list ?? list
      mute = turn.end === null
      if (mute) hung = signal()
    },
  }
}

/** What the model says in a turn, one answer for each request. */
function linesOf(turn: Extract<Turn, { user: string }>, dialect: Dialect, before: Todo[]): Line[] {
  const lines: Line[] = []
  const last: Call[] = []
  let list = before
  let waiting: Line = {}
  for (const act of turn.acts) {
    if (act.do === 'say') waiting.text = act.text
    if (act.do === 'hear') waiting.hear = act.text
    if (act.do === 'fail') lines.push({ error: act })
    const rounds = dialect.speak(act, list)
    if (act.do === 'todos') list = act.list
    if (dialect.blocking && act.do === 'agent' && act.answer === null) {
      last.push(...rounds.flat())
      continue
    }
    for (const calls of rounds) {
      lines.push({ ...waiting, calls })
      waiting = {}
    }
  }
  return turn.end === null ? lines : [...lines, { ...waiting, text: turn.end, ...(last.length > 0 && { calls: last }) }]
}

const settle = (call: Call, request: ModelRequest): Call =>
  typeof call.input === 'function' ? { ...call, input: call.input(request) } : call

function signal(): { given: Promise<void>; give: () => void } {
  let give = () => {}
  const given = new Promise<void>(resolve => {
    give = resolve
  })
  return { given, give }
}
