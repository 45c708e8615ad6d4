/** What the server and the CLI do with tasks; the rules of their life are the store's (`core/tasks.ts`). */
import { UserError } from '../core/errors.ts'
import { type NewTask, TASK_STATUSES, type TaskChange } from '../core/tasks.ts'
import type { Env } from '../io/env.ts'
import type { ChangedTask, Source, Store, Task, TaskStatus } from '../store/store.ts'
import { findProject } from './project.ts'
import { noteTakenUp } from './taken.ts'

export { TASK_STATUSES, type TaskChange }
/** What a claimed task can be released to. */
export const RELEASE_STATUSES = ['done', 'review', 'blocked', 'active', 'cancelled'] as const satisfies TaskStatus[]
export type ReleaseStatus = (typeof RELEASE_STATUSES)[number]

/** Who calls, and from where. */
export interface Caller {
  session: string | null
  /** Root of the linked worktree; null in the main one. */
  worktree: string | null
  /** Root of the main worktree, under which states are saved. */
  root: string
  /** Name for tasks that say nothing else: the folder of the main worktree. */
  project: string
}

export async function callerAt(directory: string, session: string | null): Promise<Caller> {
  const { root, worktree } = await findProject(directory)
  return { session, worktree, root, project: root.split(/[\\/]/).filter(Boolean).at(-1) ?? 'default' }
}

export async function requireTask(store: Store, id: string): Promise<Task> {
  const task = await store.getTask(id)
  if (task) return task
  throw new UserError(`task ${id.slice(0, 80)} does not exist`, "list_tasks or 'midstride task list' names them")
}

/** A task to be made; without a project it is named after the caller's. */
export type TaskInput = Omit<NewTask, 'project'> & { project?: string }

export async function createTask(store: Store, input: TaskInput, caller: Caller): Promise<Task> {
  if (input.parent) await requireTask(store, input.parent)
  const claimed = input.status === 'in_progress' ? { session: caller.session, worktree: caller.worktree } : {}
  return store.createTask({ ...input, ...claimed, project: input.project || caller.project }, sourceOf(caller))
}

/** Where a task or memory comes from. */
export const sourceOf = ({ root, session }: Caller): Source => ({ root, session })

/** Changes a task; a body is added as a dated checkpoint. */
export async function updateTask(store: Store, id: string, change: TaskChange, caller: Caller): Promise<ChangedTask> {
  const task = await requireTask(store, id)
  if (Object.values(change).every(value => value === undefined))
    throw new UserError(`nothing to change on ${id}`, 'give body, status, depends_on or another field')
  if (change.parent) await requireTask(store, change.parent)
  if (change.status === 'done') refuseUnmerged(task, caller)
  return store.updateTask(id, change, caller)
}

/** Takes a task up. `force` takes it from a session that holds it, never from a blocker. */
export async function claimTask(store: Store, id: string, caller: Caller, force = false): Promise<Task> {
  const { session, worktree } = caller
  const task = force ? await requireTask(store, id) : null
  if (task?.status === 'in_progress')
    return (await store.updateTask(id, { status: 'in_progress', session, worktree }, caller)).task
  return store.claimTask(id, { session, worktree })
}

/** Takes a task up, and with it what the session that held it last has saved. */
export async function takeUpTask(store: Store, id: string, caller: Caller, force: boolean, env: Env): Promise<Task> {
  const holder = (await store.getTask(id))?.session
  const task = await claimTask(store, id, caller, force)
  const left = holder ? await store.load({ project: caller.root, session: holder }) : null
  if (left) noteTakenUp(env, caller.session, left)
  return task
}

export interface Release {
  status?: ReleaseStatus
  summary?: string
  depends_on?: string[]
}

/** Gives a task back; without a status it is done, or ready for review when the work is in a linked worktree. */
export async function releaseTask(store: Store, id: string, release: Release, caller: Caller): Promise<ChangedTask> {
  const task = await requireTask(store, id)
  const { summary, depends_on } = release
  const status = release.status ?? ((caller.worktree ?? task.worktree) ? 'review' : 'done')
  if (status === 'blocked' && !depends_on?.length && task.depends_on.length === 0 && !summary)
    throw new UserError(
      `${id} is blocked by nothing named`,
      'give depends_on with task ids, or a summary that says why',
    )
  const givenBack = status === 'active' || status === 'blocked' ? { session: null, worktree: null } : {}
  const change: TaskChange = {
    status,
    ...givenBack,
    ...(summary && { body: `Released as ${status}: ${summary}` }),
    ...(depends_on && { depends_on }),
  }
  return updateTask(store, id, change, caller)
}

/** Work in a linked worktree that nobody claimed is not merged either. */
function refuseUnmerged(task: Task, caller: Caller): void {
  if (caller.worktree === null || task.worktree !== null || task.status === 'done') return
  throw new UserError(
    `${task.id} cannot be done from the linked worktree ${caller.worktree}: its work is not merged yet`,
    'push the branch and release it with status review; whoever merges it sets done from the main worktree',
  )
}
