import type { Standing } from '../derive/decisions.ts'
import { replacesGoal } from '../derive/goals.ts'
import { replaces } from '../derive/replaced.ts'
import type { Message, State, Todo, UserMessage } from '../types.ts'
import { enrich, union } from './enrich.ts'

type Extension = NonNullable<State['x_midstride']>
type Superseded = NonNullable<Extension['superseded']>

const MAX_TODOS = 2000
const MAX_TESTS = 200
/** A skill that takes work up does not replace the one that was left. */
const PULL = /(?:^|[:.])pull$/

/**
 * The state of a session that took up the work of others: its own record, and from theirs whatever that record does not speak of. Words of
 * the user, open todos, agents and files of all stay; without this, "continue" would be all that the session after knows. `before` is what
 * the session itself saved last: what is completed there stays so. Pure.
 */
export function inherit(from: readonly State[], own: State, before: State | null = null): State {
  const newest = [...from].sort((a, b) => (a.timestamp < b.timestamp ? 1 : a.timestamp > b.timestamp ? -1 : 0))
  const settled = new Set([own, ...(before ? [before] : [])].flatMap(settledIn))
  let state: State = { ...own, skill_stack: ownSkills(own) }
  if (own.todos.explicit.length === 0 && before) state.todos = { ...own.todos, explicit: before.todos.explicit }
  for (const left of newest) {
    state = takeOver(left, state, settled)
    for (const content of settledIn(left)) settled.add(content)
  }
  return withGoal(state, newest, own)
}

/** What an earlier state must not leave out: for when all of it, together with a session's own record, is too much for one state. */
export function lighten(state: State): State {
  const { todos, subagents, conversation, artifacts } = state
  return {
    ...state,
    todos: { ...todos, explicit: todos.explicit.filter(({ status }) => status !== 'completed').slice(0, 500) },
    subagents: subagents.filter(({ status }) => status !== 'completed').slice(-100),
    conversation: {
      ...conversation,
      user_messages: conversation.user_messages.slice(-300),
      errors: conversation.errors.slice(-100),
    },
    artifacts: {
      files: artifacts.files.slice(-500),
      verification_results: artifacts.verification_results.slice(-100),
    },
  }
}

/** Both lists of facts are kept, which a session's own earlier save would not need. */
function takeOver(from: State, own: State, settled: ReadonlySet<string>): State {
  const state = enrich(from, { ...own, x_midstride: extensionOf(from, own) })
  const { conversation, artifacts } = from
  return {
    ...state,
    mode: own.mode,
    subagents: union(from.subagents, own.subagents, '/subagents'),
    todos: { ...state.todos, explicit: todosOf(from.todos.explicit, own.todos.explicit, settled) },
    conversation: {
      ...state.conversation,
      user_messages: union(conversation.user_messages, own.conversation.user_messages, '/conversation/user_messages'),
      errors: union(conversation.errors, own.conversation.errors, '/conversation/errors'),
    },
    artifacts: {
      files: union(artifacts.files, own.artifacts.files, '/artifacts/files'),
      verification_results: union(
        artifacts.verification_results,
        own.artifacts.verification_results,
        '/artifacts/verification_results',
      ),
    },
  }
}

/** The goal that was taken up, unless the session's own words put another one in its place. */
function withGoal(state: State, from: readonly State[], own: State): State {
  const goal = own.goals.ultimate
  const inherited = from.find(({ goals }) => goals.ultimate !== null)?.goals.ultimate ?? null
  const goals = (ultimate: string | null) => ({ ...state, goals: { ...state.goals, ultimate } })
  if (goal === null || inherited === null || goal === inherited) return goals(goal ?? inherited)
  const changed = own.x_midstride?.superseded?.some(({ superseded_by }) => superseded_by === goal)
  if (changed) return goals(goal)
  const said = own.conversation.user_messages.find(
    ({ content }) => content.startsWith(goal) || goal.startsWith(content),
  )
  if (!said || !replacesGoal(asMessage(said))) return goals(inherited)
  const entry = { was: inherited, superseded_by: goal, at: said.timestamp }
  return {
    ...goals(goal),
    x_midstride: { ...state.x_midstride, superseded: [...(state.x_midstride?.superseded ?? []), entry] },
  }
}

const ownSkills = ({ skill_stack }: State): State['skill_stack'] =>
  skill_stack
    .filter(({ name }) => !PULL.test(name))
    .map(frame => (frame.parent !== null && PULL.test(frame.parent) ? { ...frame, parent: null } : frame))

/** Todos that need no more work, by their words: numbers begin anew in every session. */
const settledIn = ({ todos, x_midstride }: State): string[] => [
  ...todos.explicit.filter(({ status }) => status === 'completed').map(({ content }) => content),
  ...(x_midstride?.cancelled ?? []).map(({ content }) => content),
]

/** A list that was restored is the session's own. What it left out and is open stays open. */
function todosOf(from: readonly Todo[], list: readonly Todo[], settled: ReadonlySet<string>): Todo[] {
  const known = new Set(list.map(({ content }) => content))
  const taken = new Set(list.map(({ id }) => id))
  const added = from
    .filter(({ content, status }) => !known.has(content) && (list.length === 0 || status !== 'completed'))
    .filter(({ content, status }) => status === 'completed' || !settled.has(content))
    .slice(0, Math.max(0, MAX_TODOS - list.length))
  return [...list, ...added.map(todo => ({ ...todo, id: freeId(todo.id, taken) }))]
}

function freeId(id: string, taken: Set<string>): string {
  let free = id
  for (let n = 1; taken.has(free); n += 1) free = `${n === 1 ? 'earlier' : `earlier-${n}`}-${id}`.slice(0, 256)
  taken.add(free)
  return free
}

/** What the earlier session tested and left broken stands until this one has tested something itself. */
function extensionOf(from: State, own: State): Extension {
  const [left, mine] = [from.x_midstride ?? {}, own.x_midstride ?? {}]
  const writes = mine.changes?.length ?? 0
  const again = new Set(mine.tests?.map(({ command }) => command))
  const tests = [
    ...(left.tests ?? [])
      .filter(({ command }) => !again.has(command))
      .map(test => ({ ...test, writes_since: test.writes_since == null ? null : test.writes_since + writes })),
    ...(mine.tests ?? []),
  ].slice(-MAX_TESTS)
  const errors = mine.tests?.length ? mine.open_errors : union(left.open_errors ?? [], mine.open_errors ?? [], '')
  const superseded = [...(mine.superseded ?? []), ...takenBack(from, own)]
  const last = mine.last_assistant ?? left.last_assistant
  return {
    ...mine,
    ...(tests.length > 0 && { tests }),
    ...(errors && errors.length > 0 && { open_errors: errors.slice(-200) }),
    ...(superseded.length > 0 && { superseded: superseded.slice(-1000) }),
    ...(last && { last_assistant: last }),
  }
}

/** Decisions of the earlier session that the words of this one take back, or that it was asked about anew. */
function takenBack(from: State, own: State): Superseded {
  const found: Superseded = []
  let standing = from.decisions.binding.map(asStanding)
  const retire = (gone: readonly Standing[], by: string, at: string | null) => {
    for (const { decision } of gone) if (decision !== by) found.push({ was: decision, superseded_by: by, at })
    standing = standing.filter(entry => !gone.includes(entry))
  }
  const answered = new Map(own.decisions.binding.map(asStanding).map(entry => [entry.question, entry.decision]))
  for (const entry of standing) {
    const by = entry.question === null ? undefined : answered.get(entry.question)
    if (by !== undefined) retire([entry], by, null)
  }
  for (const message of own.conversation.user_messages)
    if (message.type !== 'clarification')
      retire(replaces(asMessage(message), standing.length + 100, standing), message.content, message.timestamp)
  return found
}

/** How a decision was put together: `question → answer`, or the user's own words. */
function asStanding(entry: State['decisions']['binding'][number]): Standing {
  const arrow = entry.decision.lastIndexOf(' → ')
  const question = arrow < 0 ? null : entry.decision.slice(0, arrow)
  return { ...entry, question, choice: arrow < 0 ? entry.decision : entry.decision.slice(arrow + 3), at: null, turn: 0 }
}

const asMessage = ({ content, timestamp }: UserMessage): Message => ({
  kind: 'prompt',
  text: content,
  at: timestamp,
  correction: false,
  ref: '',
})
