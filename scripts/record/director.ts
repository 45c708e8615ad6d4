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
  /** Answers not yet asked for. */
  left(): number
  /** Settles when an agent that will never answer has been set to work. */
  inFlight: Promise<void>
  /** Requests that no answer had been laid out for. */
  surprises: string[]
}

export function direct(scenario: Scenario, dialect: Dialect, hear: (text: string) => Promise<void> | void): Director {
  const queue: (Reply & { hear?: string })[] = []
  const surprises: string[] = []
  let list: Todo[] = []
  let summary = ''
  let launched = () => {}
  const inFlight = new Promise<void>(resolve => {
    launched = resolve
  })

  const answer: Answer = async request => {
    const side = dialect.side(request, summary)
    if (side) return side
    const begins = `${request.system}\n${request.firstUser}`
    const agent = agentsOf(scenario).find(({ prompt }) => begins.includes(prompt))
    if (agent?.answer === null) launched()
    if (agent) return agent.answer === null ? null : (dialect.report?.(agent.answer) ?? { text: agent.answer })
    const next = queue.shift()
    if (!next) {
      surprises.push(request.lastUser.slice(0, 200))
      return { text: 'Understood.' }
    }
    const { hear: heard, ...reply } = next
    if (heard) await hear(heard)
    return {
      ...reply,
      unsent: () => void queue.unshift(reply),
      ...(reply.calls && { calls: reply.calls.map(call => settle(call, request)) }),
    }
  }

  return {
    answer,
    surprises,
    inFlight,
    left: () => queue.length,
    begin(turn) {
      if ('compact' in turn) {
        summary = turn.summary
        return
      }
      let waiting: { text?: string; hear?: string } = {}
      const last: Call[] = []
      for (const act of turn.acts) {
        if (act.do === 'say') waiting.text = act.text
        if (act.do === 'hear') waiting.hear = act.text
        if (dialect.blocking && act.do === 'agent' && act.answer === null) {
          last.push(...dialect.speak(act, list).flat())
          continue
        }
        for (const calls of dialect.speak(act, list)) {
          queue.push({ ...waiting, calls })
          waiting = {}
        }
        if (act.do === 'todos') list = act.list
      }
      queue.push({ ...waiting, text: turn.end, ...(last.length > 0 && { calls: last }) })
    },
  }
}

const settle = (call: Call, request: ModelRequest): Call =>
  typeof call.input === 'function' ? { ...call, input: call.input(request) } : call
