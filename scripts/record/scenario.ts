/** What happens in a session, said without any agent's tool names. A dialect turns each act into that agent's own calls. */
export type Act =
  | { do: 'say'; text: string }
  | { do: 'skill'; name: string; args: string }
  | { do: 'read'; path: string }
  | { do: 'write'; path: string; content: string }
  | { do: 'edit'; path: string; old: string; new: string }
  | { do: 'shell'; command: string; why: string }
  /** The whole list after this step; dialects with incremental tools send the differences. */
  | { do: 'todos'; list: Todo[] }
  /** `answer: null`: still at work when the session ends. */
  | { do: 'agent'; title: string; prompt: string; answer: string | null }
  | { do: 'ask'; question: string; header: string; options: [label: string, description: string][]; answer: string }
  /** A plan that the user accepts before anything is done. */
  | { do: 'plan'; text: string }
  /** A command that the user does not allow, and why. */
  | { do: 'refused'; command: string; why: string; said: string }
  /** The model's service answers with an error. */
  | { do: 'fail'; status: number; message: string }
  /** The user types this while the agent is at work; agents that cannot be spoken to in mid-turn skip it. */
  | { do: 'hear'; text: string }

export interface Todo {
  content: string
  activeForm: string
  status: 'pending' | 'in_progress' | 'completed'
}

export type Turn =
  /** `end: null`: the agent does not come to its last word, because its service fails or else the user interrupts. */
  | { user: string; acts: Act[]; end: string | null }
  | { compact: string; summary: string }
  /** The agent is closed, and opened again on the same session. */
  | { restart: true }

export interface Scenario {
  name: string
  branch: string
  /** Agents that can act it all. */
  agents: string[]
  /** Files of the project besides the usual ones, and settings of the client. */
  files?: Record<string, string>
  env?: Record<string, string>
  turns: Turn[]
  /** What a reader must find, given the recording. */
  facts(recording: Recorded): object
}

/** What only the recording itself can tell. */
export interface Recorded {
  project: string
  agentInFlight: { id: string; title: string } | null
}

export type Agent = Extract<Act, { do: 'agent' }>
export type Question = Extract<Act, { do: 'ask' }>

export type Refusal = Extract<Act, { do: 'refused' }>

const acts = (scenario: Scenario): Act[] => scenario.turns.flatMap(turn => ('acts' in turn ? turn.acts : []))

export const agentsOf = (scenario: Scenario): Agent[] => acts(scenario).filter(act => act.do === 'agent')
export const refusalsOf = (scenario: Scenario): Refusal[] => acts(scenario).filter(act => act.do === 'refused')
export const questionsOf = (scenario: Scenario): Question[] => acts(scenario).filter(act => act.do === 'ask')

/** The agent's last words. */
export function lastWords(scenario: Scenario): string {
  const last = scenario.turns.at(-1)
  if (!last || !('end' in last) || last.end === null) throw new Error('a scenario ends with words of the agent')
  return last.end
}
