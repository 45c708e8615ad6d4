import type { Session } from '../../src/core/types.ts'
import type { Facts } from './recordings.ts'

type Finder = (session: Session, facts: Facts) => boolean

const todo = (session: Session, content: string, status: string): boolean =>
  session.todos.some(each => each.content === content && each.status === status)

const file = (session: Session, path: string, action: 'write' | 'edit'): boolean =>
  session.files.some(each => each.path === path && each.actions.includes(action))

const run = (counts: { passed: number; failed: number } | undefined) => ({
  passed: counts?.passed,
  failed: counts?.failed,
})

/** Where each planted fact has to be in a Session. */
const FINDERS: Record<keyof Facts, Finder> = {
  goal: (session, { goal }) => session.messages[0]?.text === goal,
  correction: (session, { correction }) =>
    session.messages.some(message => message.text === correction && message.correction),
  answer: (session, { answer }) =>
    session.decisions.some(decision => decision.answer === answer) &&
    session.messages.some(message => message.kind === 'answer' && message.text === answer),
  todoCompleted: (session, { todoCompleted }) => todo(session, todoCompleted, 'completed'),
  todoInProgress: (session, { todoInProgress }) => todo(session, todoInProgress, 'in_progress'),
  todoPending: (session, { todoPending }) => todo(session, todoPending, 'pending'),
  taskCreated: (session, { taskCreated }) => todo(session, taskCreated, 'pending'),
  editedFile: (session, { editedFile }) => file(session, editedFile, 'edit'),
  createdFile: (session, { createdFile }) => file(session, createdFile, 'write'),
  planDoc: (session, { planDoc }) => session.planDocs.some(doc => doc.path === planDoc),
  failingTest: (session, { failingTest }) => session.tests.some(test => test.failing.includes(failingTest)),
  counts: ({ tests }, { counts }) => {
    const known = tests.filter(test => test.passed !== null) as { passed: number; failed: number }[]
    return JSON.stringify([run(known[0]), run(known.at(-1))]) === JSON.stringify([run(counts.first), run(counts.last)])
  },
  agentInFlight: (session, { agentInFlight }) =>
    session.subagents.some(
      agent => agent.status === 'running' && [agent.description, agent.prompt].includes(agentInFlight),
    ),
  agentId: (session, { agentId }) =>
    session.subagents.some(agent => agent.id === agentId && agent.status === 'running'),
  lastAssistant: (session, { lastAssistant }) => session.lastAssistant?.text === lastAssistant,
  branch: (session, { branch }) => session.gitBranch === branch,
}

/** The planted facts that a Session lacks. */
export function missed(session: Session, facts: Facts): string[] {
  return Object.entries(FINDERS)
    .filter(([, finds]) => !finds(session, facts))
    .map(([name]) => name)
}

export const FACTS = Object.keys(FINDERS).length

/** The words of each planted fact, as a document has to hold them; whatever the layout. */
const WORDS: Partial<Record<keyof Facts, (facts: Facts) => string>> = {
  counts: ({ counts }) => `${counts.last.passed} passed, ${counts.last.failed} failed`,
}

/** The planted facts whose words a document lacks; quoting and line breaks do not count. */
export function missedIn(document: string, facts: Facts): string[] {
  const plain = (text: string) => text.replace(/\\(.)/g, '$1').replace(/\s+/g, ' ')
  const all = plain(document)
  return (Object.keys(FINDERS) as (keyof Facts)[]).filter(
    name => !all.includes(plain(WORDS[name]?.(facts) ?? String(facts[name]))),
  )
}
