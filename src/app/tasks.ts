/** The life of a task: active → in_progress (claimed) → review → done, with blocked and back. Shared by the server and the CLI. */
import { UserError } from '../core/errors.ts'
import { cleanText, oneLine } from '../core/text.ts'
import { readGit } from '../io/git.ts'
import type { Store, Task, TaskStatus } from '../store/store.ts'

export const TASK_STATUSES: readonly TaskStatus[] = ['active', 'in_progress', 'blocked', 'review', 'done', 'cancelled']
/** What a claimed task can be released to. */
export const RELEASE_STATUSES = ['done', 'review', 'blocked', 'active', 'cancelled'] as const satisfies TaskStatus[]
export type ReleaseStatus = (typeof RELEASE_STATUSES)[number]

/** Who calls, and from which worktree. */
export interface Caller {
  session: string | null
  /** Root of the worktree; null outside a repository. */
  root: string | null
  /** A worktree made by `git worktree add`: its work is done when it is merged, not when it is written. */
  linked: boolean
  /** Name for tasks that say nothing else: the folder of the main worktree. */
  project: string
}

export async function callerAt(cwd: string, session: string | null): Promise<Caller> {
  const git = await readGit(cwd)
  const project = (git?.mainRoot ?? cwd).split(/[\\/]/).filter(Boolean).at(-1) ?? 'default'
  return { session, root: git?.root ?? null, linked: git !== null && git.root !== git.mainRoot, project }
}

export async function requireTask(store: Store, id: string): Promise<Task> {
  const task = await store.getTask(id)
  if (task) return task
  throw new UserError(
    `there is no task '${oneLine(id).slice(0, 80)}'`,
    'list_tasks or `midstride task list` names them',
  )
}

export interface NewTask {
  title: string
  type?: string
  project?: string
  priority?: number
  body?: string
  parent?: string
  status?: TaskStatus
  tags?: string[]
  depends_on?: string[]
}

export async function createTask(store: Store, input: NewTask, caller: Caller): Promise<Task> {
  const title = oneLine(cleanText(input.title).text)
  if (!title) throw new UserError('a task needs a title', 'say in a few words what is to be done')
  if (input.parent) await requireTask(store, input.parent)
  await requireAll(store, input.depends_on, null)
  const status = input.status ?? (input.depends_on?.length ? 'blocked' : 'active')
  const claimed = status === 'in_progress' ? { session: caller.session, worktree: worktreeOf(caller) } : {}
  return store.createTask({ ...input, ...claimed, title, status, project: input.project || caller.project })
}

export type TaskChange = Partial<
  Pick<Task, 'title' | 'type' | 'priority' | 'body' | 'parent' | 'depends_on' | 'status' | 'tags'>
>

/** Changes a task; a body is added as a dated checkpoint. Tasks that waited for a finished one become active. */
export async function updateTask(
  store: Store,
  id: string,
  change: TaskChange,
  caller: Caller,
): Promise<{ task: Task; unblocked: string[] }> {
  const task = await requireTask(store, id)
  if (Object.values(change).every(value => value === undefined))
    throw new UserError(`nothing to change on ${id}`, 'give body, status, depends_on or another field')
  if (change.parent) await requireTask(store, change.parent)
  await requireAll(store, change.depends_on, id)
  if (change.status === 'done' && task.status !== 'done') refuseDoneInWorktree(task, caller)
  const updated = await store.updateTask(id, change)
  return { task: updated, unblocked: change.status === 'done' ? await unblock(store, id) : [] }
}

export async function claimTask(store: Store, id: string, caller: Caller, force = false): Promise<Task> {
  const task = await requireTask(store, id)
  if (task.status === 'done' || task.status === 'cancelled')
    throw new UserError(`${id} is ${task.status}`, 'create a follow-up task with parent set to it')
  const mine = task.session !== null && task.session === caller.session
  if (task.status === 'in_progress' && !mine && !force)
    throw new UserError(
      `${id} is claimed by ${task.session ? `session ${task.session}` : 'another session'} since ${task.updated_at}`,
      'release it there, or claim it with force when that session is gone',
    )
  const waiting = task.status === 'blocked' ? await openDependencies(store, task) : []
  if (waiting.length > 0 && !force)
    throw new UserError(`${id} is blocked by ${waiting.join(', ')}`, 'finish that first, or claim it with force')
  if (task.status === 'in_progress' && mine && task.worktree === worktreeOf(caller)) return task
  return store.updateTask(id, { status: 'in_progress', session: caller.session, worktree: worktreeOf(caller) })
}

export interface Release {
  status?: ReleaseStatus
  summary?: string
  depends_on?: string[]
}

/** Gives a claimed task back; without a status it is done, or ready for review in a linked worktree. */
export async function releaseTask(
  store: Store,
  id: string,
  release: Release,
  caller: Caller,
): Promise<{ task: Task; unblocked: string[] }> {
  const task = await requireTask(store, id)
  const fromWorktree = caller.linked || (task.worktree !== null && task.status === 'in_progress')
  const status = release.status ?? (fromWorktree ? 'review' : 'done')
  if (status === 'done') refuseDoneInWorktree(task, caller)
  if (status === 'blocked' && !release.depends_on?.length && task.depends_on.length === 0 && !release.summary)
    throw new UserError(
      `${id} is blocked by nothing named`,
      'give depends_on with task ids, or a summary that says why',
    )
  await requireAll(store, release.depends_on, id)
  const held = status === 'review' ? {} : { session: null, worktree: null }
  const updated = await store.updateTask(id, {
    status,
    ...held,
    ...(release.summary && { body: `Released as ${status}: ${release.summary}` }),
    ...(release.depends_on && { depends_on: release.depends_on }),
  })
  return { task: updated, unblocked: status === 'done' ? await unblock(store, id) : [] }
}

function refuseDoneInWorktree(task: Task, caller: Caller): void {
  const inIt = caller.linked && (task.worktree === null || task.worktree === caller.root)
  const unmerged = task.worktree !== null && task.status === 'in_progress'
  if (!inIt && !unmerged) return
  throw new UserError(
    `${task.id} cannot be done: its work is in the linked worktree ${task.worktree ?? caller.root} and not merged yet`,
    'push the branch and release it with status review; whoever merges it sets done from the main worktree',
  )
}

function worktreeOf(caller: Caller): string | null {
  return caller.linked ? caller.root : null
}

async function requireAll(store: Store, ids: readonly string[] | undefined, self: string | null): Promise<void> {
  for (const id of ids ?? []) {
    if (id === self) throw new UserError(`${id} cannot depend on itself`, 'name the task it waits for')
    const task = await requireTask(store, id)
    if (self && task.depends_on.includes(self))
      throw new UserError(`${id} already waits for ${self}`, 'a task cannot wait for one that waits for it')
  }
}

async function openDependencies(store: Store, task: Task): Promise<string[]> {
  const found = await Promise.all(task.depends_on.map(id => store.getTask(id)))
  return found.flatMap(other => (other && other.status !== 'done' && other.status !== 'cancelled' ? [other.id] : []))
}

/** Makes active again what waited for nothing but this task. */
async function unblock(store: Store, id: string): Promise<string[]> {
  const blocked = await store.listTasks({ status: ['blocked'], limit: 1000 })
  const freed: string[] = []
  for (const task of blocked.filter(other => other.depends_on.includes(id))) {
    if ((await openDependencies(store, task)).length > 0) continue
    await store.updateTask(task.id, { status: 'active', body: `Unblocked: ${id} is done` })
    freed.push(task.id)
  }
  return freed
}
