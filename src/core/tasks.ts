import { RefusedError, UserError } from './errors.ts'
import { maskSecrets } from './secrets.ts'
import { cleanText, oneLine } from './text.ts'

export const TASK_STATUSES = ['active', 'in_progress', 'blocked', 'review', 'done', 'cancelled'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]

export interface Task {
  /** Short and readable: `t-7k2m`. */
  id: string
  title: string
  /** task, bug, epic, mission, …; free. */
  type: string
  /** Absolute project root, or any name a team agreed on. */
  project: string
  /** 0 (most urgent) to 4. */
  priority: number
  /** Markdown; checkpoints are appended to it. */
  body: string
  parent: string | null
  depends_on: string[]
  status: TaskStatus
  tags: string[]
  /** Session that claimed it. */
  session: string | null
  /** Worktree it was claimed from, when that is not the project's main one. */
  worktree: string | null
  created_at: string
  updated_at: string
}

export type NewTask = Pick<Task, 'title' | 'project'> & Partial<Task>
export type TaskChange = Partial<
  Pick<
    Task,
    'title' | 'type' | 'priority' | 'body' | 'parent' | 'depends_on' | 'status' | 'tags' | 'session' | 'worktree'
  >
>

/** Who changes a task. */
export interface Actor {
  session?: string | null
  worktree?: string | null
}

/** Of a task's neighbours only this is needed to judge a change. */
export type TaskView = Pick<Task, 'id' | 'depends_on' | 'status'>

const MAX_BODY_BYTES = 100 * 1024
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
const isClosed = (status: TaskStatus) => status === 'done' || status === 'cancelled'

/** Letters and digits that are not mistaken for one another. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'

/** `t-` and `length` characters; `random` yields numbers in [0, 1). */
export function taskId(random: () => number, length = 4): string {
  return `t-${Array.from({ length }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('')}`
}

/** A task as it is stored: cleaned, masked, checked. Open blockers make it `blocked` unless a status was given. */
export function newTask(given: NewTask, id: string, now: string, others: ReadonlyMap<string, TaskView>): Task {
  const depends_on = unique(given.depends_on ?? [])
  const blockers = openBlockers(depends_on, others)
  const task: Task = {
    id,
    title: title(given.title),
    type: label(given.type ?? 'task', 'type'),
    project: given.project,
    priority: priority(given.priority ?? 2),
    body: clean(given.body ?? ''),
    parent: given.parent ?? null,
    depends_on,
    status: given.status ?? (blockers.length > 0 ? 'blocked' : 'active'),
    tags: tags(given.tags ?? []),
    session: given.session ?? null,
    worktree: given.worktree ?? null,
    created_at: given.created_at ?? now,
    updated_at: given.updated_at ?? now,
  }
  if (!ID.test(id)) throw new UserError(`'${id}' is not a task id`, 'letters, digits, dot and dash, at most 64')
  checkGraph(task, others)
  checkStatus(task, others)
  checkSize(task.body)
  return task
}

/** The task after a change; nothing that stood in its body is lost. Throws RefusedError where a rule of the lifecycle forbids it. */
export function changeTask(
  task: Task,
  change: TaskChange,
  by: Actor,
  now: string,
  others: ReadonlyMap<string, TaskView>,
): Task {
  const next: Task = { ...task, ...given(change), updated_at: now }
  next.title = title(next.title)
  next.type = label(next.type, 'type')
  next.priority = priority(next.priority)
  next.tags = tags(next.tags)
  next.depends_on = unique(next.depends_on)
  next.body = change.body === undefined ? task.body : appendCheckpoint(task.body, clean(change.body), now)
  checkGraph(next, others)
  if (change.status !== undefined) checkMove(task, change.status, by)
  if (change.status !== undefined || change.depends_on !== undefined) checkStatus(next, others)
  checkSize(next.body)
  return next
}

/** Adds text under a dated heading; what stood there stays. */
export function appendCheckpoint(body: string, text: string, now: string): string {
  if (text.trim() === '') return body
  const entry = `### ${now}\n\n${text.trim()}\n`
  return body.trim() === '' ? entry : `${body.trimEnd()}\n\n${entry}`
}

/** Claiming is refused while someone else holds the task, or while it is blocked or closed. */
export function claimTask(task: Task, by: Actor, others: ReadonlyMap<string, TaskView>): TaskChange {
  const blockers = openBlockers(task.depends_on, others)
  if (blockers.length > 0)
    throw new RefusedError(
      `task ${task.id} is blocked by ${blockers.join(', ')}`,
      'finish that first, or claim it instead',
    )
  if (isClosed(task.status) || task.status === 'review')
    throw new RefusedError(`task ${task.id} is ${task.status}`, "set its status to 'active' to take it up again")
  if (task.status === 'in_progress' && task.session !== null && task.session !== (by.session ?? null))
    throw new RefusedError(
      `task ${task.id} is held by session ${task.session}`,
      'ask it to release the task, or pick another',
    )
  return { status: 'in_progress', session: by.session ?? null, worktree: by.worktree ?? null }
}

/** Ids of the tasks that waited for `closed` and for nothing else: they become active. */
export function unblocked(closed: TaskView, others: ReadonlyMap<string, TaskView>): string[] {
  if (!isClosed(closed.status)) return []
  const after = new Map(others).set(closed.id, closed)
  return [...others.values()]
    .filter(task => task.status === 'blocked' && task.depends_on.includes(closed.id))
    .filter(task => openBlockers(task.depends_on, after).length === 0)
    .map(task => task.id)
}

function openBlockers(dependsOn: readonly string[], others: ReadonlyMap<string, TaskView>): string[] {
  return dependsOn.filter(id => {
    const blocker = others.get(id)
    return blocker !== undefined && !isClosed(blocker.status)
  })
}

function checkGraph(task: Task, others: ReadonlyMap<string, TaskView>): void {
  for (const id of task.depends_on)
    if (id !== task.id && !others.has(id)) throw new UserError(`task ${id} does not exist`, "see 'midstride task list'")
  const cycle = findCycle(task, others)
  if (cycle) throw new RefusedError(`tasks would wait for each other: ${cycle.join(' → ')}`, 'leave out one dependency')
}

/** The way from a task along its dependencies back to itself, or null. */
export function findCycle(
  task: Pick<Task, 'id' | 'depends_on'>,
  others: ReadonlyMap<string, TaskView>,
): string[] | null {
  const seen = new Set<string>()
  const stack = task.depends_on.map(id => [task.id, id])
  for (let way = stack.pop(); way; way = stack.pop()) {
    const id = way.at(-1)!
    if (id === task.id) return way
    if (seen.has(id)) continue
    seen.add(id)
    for (const next of others.get(id)?.depends_on ?? []) stack.push([...way, next])
  }
  return null
}

/** active → in_progress → review → done; who works in a worktree hands over for review, the merge sets `done`. */
function checkMove(task: Task, to: TaskStatus, by: Actor): void {
  if (to !== 'done' || task.worktree === null) return
  const claimer = by.session != null && by.session === task.session
  if (task.status === 'in_progress' || (task.status === 'review' && claimer))
    throw new RefusedError(
      `task ${task.id} was claimed from the worktree ${task.worktree}: it is done when it is merged, not before`,
      "set its status to 'review'",
    )
}

function checkStatus(task: Task, others: ReadonlyMap<string, TaskView>): void {
  if (!TASK_STATUSES.includes(task.status))
    throw new UserError(`'${task.status}' is not a status`, `one of: ${TASK_STATUSES.join(', ')}`)
  if (task.status !== 'active' && task.status !== 'in_progress') return
  const blockers = openBlockers(task.depends_on, others)
  if (blockers.length > 0)
    throw new RefusedError(`task ${task.id} waits for ${blockers.join(', ')}`, "its status is 'blocked' until then")
}

function checkSize(body: string): void {
  if (Buffer.byteLength(body) > MAX_BODY_BYTES)
    throw new RefusedError('the task text is more than 100 KiB', 'write a new task that names this one as its parent')
}

const given = <T extends object>(change: T): Partial<T> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<T>

export const clean = (text: string) => maskSecrets(cleanText(text).text)
const unique = (values: readonly string[]) => [...new Set(values)]

function label(text: string, name: string): string {
  const value = oneLine(clean(text))
  if (value === '' || value.length > 64) throw new UserError(`the ${name} of a task needs 1 to 64 characters`)
  return value
}

function title(text: string): string {
  const value = oneLine(clean(text))
  if (value === '') throw new UserError('a task needs a title')
  if (value.length > 500)
    throw new UserError('the title of a task is longer than 500 characters', 'put the rest into body')
  return value
}

function priority(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > 4)
    throw new UserError(`${value} is not a priority`, 'a whole number from 0 (most urgent) to 4')
  return value
}

const tags = (values: readonly string[]) =>
  unique(values.map(value => oneLine(clean(value))).filter(Boolean)).slice(0, 100)
