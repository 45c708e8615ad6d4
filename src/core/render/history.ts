import { slot } from '../document.ts'
import { currentTodo } from '../state/current-todo.ts'
import { count } from '../text.ts'
import type { State } from '../types.ts'
import { code, inline, list, table } from './escape.ts'

const FILES = 30
const ERRORS = 15
const SUPERSEDED = 20

/** Sections 1.3 to 1.8: what was decided, changed, said and left. */
export const history: Record<string, (state: State) => string[]> = {
  '1.3': () => [slot('technologies, patterns and architecture this work depends on, each with how it is used and why')],
  '1.4': state => {
    const technical = state.decisions.technical.map(
      ({ decision, rationale }) => `${inline(decision, 400)}: ${inline(rationale ?? '', 600) || slot('why')}`,
    )
    const binding = count(state.decisions.binding.length, 'decision')
    const stands =
      state.decisions.binding.length > 0
        ? `${binding} of the user: see 1.15.`
        : 'The user decided nothing that is on record.'
    return [
      stands,
      technical.length > 0
        ? list(technical)
        : slot('technical approach, delegation and workflow the agent chose, each with its why'),
      ...superseded(state),
    ]
  },
  '1.5': state => changes(state),
  '1.6': state => [
    errorTable(state),
    `**Behavioral Corrections:** ${correctionList(state)}`,
    `**Mistakes NOT to Repeat:** ${lessons(state)}`,
  ],
  '1.7': state => [
    state.conversation.user_messages.length > 0
      ? `In order; long ones shortened here, verbatim in \`conversation.user_messages\` of 1.20.\n\n${messageList(state)}`
      : 'The user wrote nothing.',
  ],
  '1.8': state => pending(state),
}

function superseded(state: State): string[] {
  const old = state.x_midstride?.superseded ?? []
  if (old.length === 0) return []
  const shown = old
    .slice(-SUPERSEDED)
    .map(entry => `${inline(entry.was, 200)} (replaced by: ${inline(entry.superseded_by, 200)})`)
  const left = old.length - shown.length
  return [
    `No longer valid:\n\n${list(left > 0 ? [...shown, `${left} older ones in \`x_midstride.superseded\` of 1.20`] : shown)}`,
  ]
}

function changes(state: State): string[] {
  const all = state.x_midstride?.changes ?? []
  const actors = [...new Set(all.map(change => change.actor))].filter(actor => actor !== 'main')
  const of = (actor: string) => all.filter(change => change.actor === actor)
  const { commands = [], scratch = [] } = state.x_midstride ?? {}
  const ran = commands.slice(-6).map(({ command, ok }) => `${code(command, 80)}${ok === false ? ' (failed)' : ''}`)
  return [
    `**Main Agent:** ${of('main').length > 0 ? '' : 'no files.'}`.trimEnd(),
    ...(of('main').length > 0 ? [fileList(of('main'))] : []),
    ...(ran.length > 0 ? [`Commands that count: ${ran.join(', ')}.`] : []),
    ...commits(state),
    ...(scratch.length > 0
      ? [`${count(scratch.length, 'file')} in temporary folders: \`x_midstride.scratch\` of 1.20.`]
      : []),
    actors.length > 0 ? '**Subagents:**' : '**Subagents:** no files.',
    ...actors.map(actor => `Agent ${code(actor)}:\n\n${fileList(of(actor))}`),
  ]
}

function fileList(changes: NonNullable<NonNullable<State['x_midstride']>['changes']>): string {
  const shown = changes.slice(-FILES).map(({ path, actions }) => `${code(path)}: ${actions.join(', ')}`)
  const left = changes.length - shown.length
  return list(left > 0 ? [...shown, `${left} more in \`x_midstride.changes\` of 1.20`] : shown)
}

function commits(state: State): string[] {
  const { commits = [], pushed, prs = [] } = state.x_midstride ?? {}
  if (commits.length === 0) return prs.length > 0 ? [pullRequests(prs)] : []
  const shown = commits.slice(-20).map(({ sha, subject }) => `${code(sha.slice(0, 10))} ${inline(subject, 160)}`)
  const sent = pushed ? 'pushed' : 'not pushed by this session'
  return [`Commits (${sent}):\n\n${list(shown)}`, ...(prs.length > 0 ? [pullRequests(prs)] : [])]
}

const pullRequests = (prs: NonNullable<NonNullable<State['x_midstride']>['prs']>): string =>
  `Pull requests: ${prs.map(({ number, url }) => inline(url ?? (number === null ? 'unnumbered' : `#${number}`), 300)).join(', ')}.`

function errorTable(state: State): string {
  const { errors } = state.conversation
  const open = errors.filter(error => error.fix === null)
  const resolved = errors.filter(error => error.fix !== null)
  const shown = [...open.slice(-ERRORS), ...resolved.slice(-Math.max(0, ERRORS - open.length))]
  const rows = shown.map(({ error, fix, user_feedback }) => [
    inline(error, 200),
    inline(fix ?? '', 200) || 'open',
    inline(user_feedback ?? '', 200),
  ])
  const left = errors.length - shown.length
  const more = left > 0 ? `\n\n${count(left, 'older error')} in \`conversation.errors\` of 1.20.` : ''
  return table(['Error', 'Fix', 'User Feedback'], rows) + more
}

function correctionList(state: State): string {
  const { corrections } = state.conversation
  if (corrections.length === 0) return 'none.'
  return `\n\n${list(corrections.map(({ correction }) => inline(correction, 300)))}`
}

function lessons(state: State): string {
  const { corrections } = state.conversation
  if (corrections.length === 0) return 'none on record.'
  const known = corrections.flatMap(({ lesson }) => (lesson ? [inline(lesson, 300)] : []))
  return known.length > 0 ? `\n\n${list(known)}` : slot('patterns to avoid, from the corrections above')
}

function messageList(state: State): string {
  return state.conversation.user_messages
    .map(({ content, type }, index) => `${index + 1}. ${type}: ${inline(content, 280)}`)
    .join('\n')
}

const BOX = { completed: '[x]', in_progress: '[ ]', pending: '[ ]', blocked: '[ ]' } as const

function pending(state: State): string[] {
  const { explicit, implicit, blockers } = state.todos
  const todos = explicit.map(({ content, status, delegated_to }) => {
    const who = delegated_to ? `, delegated to ${inline(delegated_to)}` : ''
    return `${BOX[status]} ${inline(content)} (${status}${who})`
  })
  const active = explicit.filter(todo => todo.status === 'in_progress')
  const current = currentTodo(explicit)
  const cancelled = state.x_midstride?.cancelled ?? []
  const running = state.subagents.filter(agent => agent.status !== 'completed')
  return [
    todos.length > 0
      ? `**Main Agent Todos (VERBATIM):**\n\n${list(todos)}`
      : '**Main Agent Todos (VERBATIM):** the list is empty.',
    ...(active.length > 1
      ? [
          `${active.length} were in progress; 0.3 can restore one, ${inline(current!.content)}. The others are pending there: resume them after it.`,
        ]
      : []),
    ...(cancelled.length > 0
      ? [`Cancelled, not to be taken up: ${cancelled.map(todo => inline(todo.content)).join('; ')}.`]
      : []),
    running.length > 0
      ? `**Subagent Pending:**\n\n${list(running.map(agent => `${code(agent.id)} (${agent.status}): ${inline(agent.task ?? 'no task named', 300)}`))}`
      : '**Subagent Pending:** none.',
    implicit.length > 0
      ? `**Implicit Todos:**\n\n${list(implicit.map(todo => inline(todo, 400)))}`
      : `**Implicit Todos:** ${slot('work that was named but never listed, or "none"')}`,
    ...(blockers.length > 0 ? [`Blockers: ${blockers.map(blocker => inline(blocker, 300)).join('; ')}.`] : []),
  ]
}
