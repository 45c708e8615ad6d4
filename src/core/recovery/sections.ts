import type { Drift } from '../drift.ts'
import { truncate } from '../text.ts'
import type { State, Todo, UserMessage } from '../types.ts'
import { readCall, safeJson, safeText, skillCall } from './safe.ts'

/** One entry; `text(cap)` is at most about `cap` long, or as long as it must be. */
export interface Item {
  text(cap: number): string
  /** Everything, with details: the text for a cap of Infinity. */
  full: string
  /** Lower stays longer. */
  rank: number
}

function item(full: () => string, cut: (cap: number) => string, rank = 0): Item {
  let whole: string | undefined
  return {
    rank,
    get full() {
      whole ??= full()
      return whole
    },
    text(cap) {
      return cap === Infinity ? this.full : cut(cap)
    },
  }
}

/**
 * essential: what binds the next session. core: what it needs to go on. extra: what helps, shown where room is left. Entries of the
 * first two are shortened before one of them is left out.
 */
export type Tier = 'essential' | 'core' | 'extra'

export interface Section {
  id: string
  tier: Tier
  /** For the closing line: `3 decisions`. */
  noun: [one: string, many: string]
  items: Item[]
  /** Where it stands, and what surrounds its entries. */
  render(entries: readonly string[]): string
}

const bullets = (heading: string) => (entries: readonly string[]) =>
  `### ${heading}\n${entries.map(entry => `- ${entry}`).join('\n')}`

const step = (number: number, title: string, open = '', close = '', separator = '\n') =>
  function render(entries: readonly string[]): string {
    const lines = `${open}${entries.join(separator)}${close}`.split('\n').map(line => `   ${line}`)
    return `${number}. **${title}:**\n   \`\`\`\n${lines.join('\n')}\n   \`\`\``
  }

/** A line of text with a detail that is shown only when there is room for everything. */
function line(main: string, detail?: string | null, rank = 0): Item {
  const text = safeText(main)
  return item(
    () => (detail ? `${text} (${safeText(detail)})` : text),
    cap => truncate(text, cap),
    rank,
  )
}

/** Two texts that both matter, such as a lesson and the words it was drawn from. */
function pair(first: string, second: string): Item {
  const [a, b] = [safeText(first), safeText(second)]
  return item(
    () => `${a} ("${b}")`,
    cap => {
      const half = Math.max(20, Math.floor((cap - 5) / 2))
      const left = truncate(a, Math.max(half, cap - 5 - b.length))
      return `${left} ("${truncate(b, Math.max(half, cap - 5 - left.length))}")`
    },
  )
}

/** An entry that is useless when cut. */
const whole = (text: string, rank: number): Item =>
  item(
    () => text,
    () => text,
    rank,
  )

/** Everything a state offers to the next session, in the order of the block. */
export function sectionsOf(state: State, drift: readonly Drift[]): Section[] {
  return [...execute(state), ...organisation(state), ...bounds(state), ...condition(state, drift), ...history(state)]
}

function execute(state: State): Section[] {
  const { must_read, impl, design } = state.documents
  const paths = [...[...must_read].sort((a, b) => a.priority - b.priority), ...impl, ...design].map(({ path }) => path)
  return [
    {
      id: 'skill',
      tier: 'core',
      noun: ['skill', 'skills'],
      items: calls([...state.skill_stack].reverse().map(skillCall)),
      render: step(1, 'Restore skill'),
    },
    {
      id: 'documents',
      tier: 'core',
      noun: ['document', 'documents'],
      items: calls(paths.map(readCall)),
      render: step(2, 'Read documents'),
    },
    {
      id: 'todos',
      tier: 'essential',
      noun: ['open todo', 'open todos'],
      items: state.todos.explicit.filter(todo => todo.status !== 'completed').map(todo => todoItem(todo, state)),
      render: step(3, 'Restore todos', 'TodoWrite([', '])', ',\n'),
    },
  ]
}

const calls = (texts: readonly (string | null)[]): Item[] =>
  [...new Set(texts)].filter(text => text !== null).map((text, index) => whole(text, index))

const TODO_RANK: Record<Todo['status'], number> = { in_progress: 0, blocked: 1, pending: 2, completed: 3 }

/** TodoWrite knows no `blocked`: such a todo is written as pending. */
function todoItem(todo: Todo, state: State): Item {
  const status = todo.status === 'blocked' ? 'pending' : todo.status
  const forms = state.x_midstride?.active_forms ?? {}
  const form = Object.hasOwn(forms, todo.id) ? forms[todo.id] : undefined
  const active = form ? `,"activeForm":${safeJson(form)}` : ''
  const write = (content: string, more = '') => `{"content":${safeJson(content)},"status":"${status}"${more}}`
  return item(
    () => write(todo.content, active),
    cap => write(truncate(todo.content, cap)),
    TODO_RANK[todo.status],
  )
}

function organisation(state: State): Section[] {
  const active = state.subagents.filter(agent => agent.status !== 'completed')
  return [
    {
      id: 'subagents',
      tier: 'core',
      noun: ['subagent', 'subagents'],
      items: active.map(agent =>
        line(
          `${agent.id}: ${agent.task ?? agent.prompt_summary ?? agent.persona ?? 'no task recorded'} (${agent.status})`,
          [agent.output_summary, ...agent.blockers].filter(Boolean).join('; '),
        ),
      ),
      render: bullets('Active Subagents'),
    },
    {
      id: 'waiting',
      tier: 'core',
      noun: ['event waited for', 'events waited for'],
      items: state.workflow.waiting_for.map(event => line(event)),
      render: bullets('Waiting For'),
    },
  ]
}

function bounds(state: State): Section[] {
  const constraints = state.skill_stack.flatMap(frame => [
    ...frame.constraints.forbidden.map(text => `Forbidden: ${text}`),
    ...frame.constraints.required.map(text => `Required: ${text}`),
  ])
  return [
    {
      id: 'decisions',
      tier: 'essential',
      noun: ['binding decision', 'binding decisions'],
      items: state.decisions.binding.map(({ decision, rationale, binding }) =>
        line(decision, [binding, rationale].filter(Boolean).join(': '), binding === 'ABSOLUTE' ? 0 : 1),
      ),
      render: bullets('Decisions (DO NOT RE-LITIGATE)'),
    },
    {
      id: 'constraints',
      tier: 'essential',
      noun: ['constraint', 'constraints'],
      items: [...new Set(constraints)].map(text => line(text)),
      render: bullets('Constraints'),
    },
    {
      id: 'corrections',
      tier: 'essential',
      noun: ['correction', 'corrections'],
      items: state.conversation.corrections.map(({ lesson, correction }) =>
        lesson && lesson !== correction ? pair(lesson, correction) : line(correction),
      ),
      render: bullets('Corrections (DO NOT REPEAT)'),
    },
  ]
}

function condition(state: State, drift: readonly Drift[]): Section[] {
  const { x_midstride: own = {}, conversation, todos, quality_gates } = state
  const open = [
    ...(own.open_errors ?? []),
    ...conversation.errors.filter(({ fix }) => fix === null).map(({ error }) => error),
  ]
  const tests = (own.tests ?? []).map(({ command, outcome, passed, failed, writes_since }) => {
    const counts = [passed != null && `${passed} passed`, failed != null && `${failed} failed`]
      .filter(Boolean)
      .join(', ')
    const since = writes_since ? `; ${writes_since} files written since` : ''
    return `${outcome}${counts && ` (${counts})`}${since}: ${command}`
  })
  const gates = quality_gates.filter(({ status }) => status !== 'PASSED')
  const section = (id: string, noun: Section['noun'], heading: string, texts: readonly string[]): Section => ({
    id,
    tier: 'core',
    noun,
    items: [...new Set(texts)].map(text => line(text)),
    render: bullets(heading),
  })
  return [
    section(
      'drift',
      ['change since the save', 'changes since the save'],
      'Changed Since The Save',
      drift.map(({ kind, detail }) => `${kind}: ${detail}`),
    ),
    section('errors', ['open error', 'open errors'], 'Open Errors', open),
    section('tests', ['test result', 'test results'], 'Tests', tests),
    section('blockers', ['blocker', 'blockers'], 'Blockers', todos.blockers),
    section(
      'gates',
      ['quality gate', 'quality gates'],
      'Quality Gates',
      gates.map(({ name, status }) => `${name}: ${status}`),
    ),
  ]
}

const MESSAGE_RANK: Record<UserMessage['type'], number> = {
  correction: 0,
  request: 1,
  clarification: 2,
  feedback: 3,
  approval: 4,
}

function history(state: State): Section[] {
  const { todos, decisions, conversation, x_midstride: own } = state
  const last = own?.last_assistant?.text
  return [
    {
      id: 'implicit',
      tier: 'extra',
      noun: ['implicit todo', 'implicit todos'],
      items: todos.implicit.map(text => line(text)),
      render: bullets('Implicit Todos'),
    },
    {
      id: 'technical',
      tier: 'extra',
      noun: ['technical decision', 'technical decisions'],
      items: decisions.technical.map(({ decision, rationale }) => line(decision, rationale)),
      render: bullets('Technical Decisions'),
    },
    {
      id: 'last',
      tier: 'extra',
      noun: ['last answer', 'last answers'],
      items: last ? [line(last)] : [],
      render: bullets('Last Words Of The Agent'),
    },
    {
      id: 'messages',
      tier: 'extra',
      noun: ['user message', 'user messages'],
      items: conversation.user_messages.map(({ content, type }) =>
        line(`${type}: ${content}`, null, MESSAGE_RANK[type]),
      ),
      render: bullets('User Messages'),
    },
  ]
}
