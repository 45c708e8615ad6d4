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
  /** The user types this while the agent is at work; agents that cannot be spoken to in mid-turn skip it. */
  | { do: 'hear'; text: string }

export interface Todo {
  content: string
  activeForm: string
  status: 'pending' | 'in_progress' | 'completed'
}

export type Turn = { user: string; acts: Act[]; end: string } | { compact: string; summary: string }

export interface Scenario {
  name: string
  branch: string
  turns: Turn[]
}

export type Agent = Extract<Act, { do: 'agent' }>
export type Question = Extract<Act, { do: 'ask' }>

const acts = (scenario: Scenario): Act[] => scenario.turns.flatMap(turn => ('acts' in turn ? turn.acts : []))

export const agentsOf = (scenario: Scenario): Agent[] => acts(scenario).filter(act => act.do === 'agent')
export const questionsOf = (scenario: Scenario): Question[] => acts(scenario).filter(act => act.do === 'ask')
