import type { Answer, ModelRequest } from './model.ts'
import { type Act, agentsOf, type Scenario, type Todo, type Turn } from './scenario.ts'
import type { Call, Reply, Wire } from './wires/wire.ts'

/** How one agent spells the acts of a scenario. */
export interface Dialect {
  wire: Wire
  /** Model rounds, each a list of calls made at once; `before` is the todo list so far. */
  speak(act: Act, before: Todo[]): Call[][]
  /** Requests that are not the conversation: summaries, titles, routing. */
  side(request: ModelRequest, summary: string): Reply | null
}

export interface Director {
  answer: Answer
  /** Lays out the model's answers to a turn; call it before the user speaks. */
  begin(turn: Turn): void
  /** Answers not yet asked for. */
  left(): number
  /** Requests that no answer had been laid out for. */
  surprises: string[]
}

export function direct(scenario: Scenario, dialect: Dialect, hear: (text: string) => Promise<void> | void): Director {
  const queue: (Reply & { hear?: string })[] = []
  const surprises: string[] = []
  let list: Todo[] = []
  let summary = ''

  const answer: Answer = async request => {
    const side = dialect.side(request, summary)
    if (side) return side
    const agent = agentsOf(scenario).find(({ prompt }) => request.firstUser.includes(prompt))
    if (agent) return agent.answer === null ? null : { text: agent.answer }
    const next = queue.shift()
    if (!next) surprises.push(request.lastUser.slice(0, 200))
    if (next?.hear) await hear(next.hear)
    return next ?? { text: 'Understood.' }
  }

  return {
    answer,
    surprises,
    left: () => queue.length,
    begin(turn) {
      if ('compact' in turn) {
        summary = turn.summary
        return
      }
      let waiting: { text?: string; hear?: string } = {}
      for (const act of turn.acts) {
        if (act.do === 'say') waiting.text = act.text
        if (act.do === 'hear') waiting.hear = act.text
        for (const calls of dialect.speak(act, list)) {
          queue.push({ ...waiting, calls })
          waiting = {}
        }
        if (act.do === 'todos') list = act.list
      }
      queue.push({ ...waiting, text: turn.end })
    },
  }
}
