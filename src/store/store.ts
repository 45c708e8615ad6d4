import type { State } from '../core/types.ts'

export type Trigger = 'manual' | 'auto' | 'checkpoint'

/** Whose state it is. Two sessions, or two worktrees, of one project never share a current state. */
export interface Scope {
  /** Absolute root of the project's main worktree. */
  project: string
  worktree?: string | null
  branch?: string | null
  session?: string | null
}

export interface Revision {
  /** Counts per project over all its sessions; never repeats. */
  revision: number
  session: string | null
  branch: string | null
  worktree: string | null
  trigger: Trigger
  /** ISO 8601. */
  saved_at: string
  bytes: number
}

export interface SavedState extends Revision {
  project: string
  state: State
  /** Fields of an old row that no longer pass the schema; they were left out of `state`. */
  quarantined: { pointer: string; problem: string }[]
}

export interface SaveRequest {
  scope: Scope
  state: State
  trigger: Trigger
  /** Refuse with RefusedError unless this is the session's latest revision (0: none yet). */
  expect?: number
}

export interface LoadRequest {
  project: string
  session?: string
  worktree?: string
  revision?: number
  /** Hours; older states are not found. */
  maxAgeHours?: number
}

export type TaskStatus = 'active' | 'in_progress' | 'blocked' | 'review' | 'done' | 'cancelled'

export interface Task {
  id: string
  title: string
  type: string
  project: string
  priority: number
  body: string
  parent: string | null
  depends_on: string[]
  status: TaskStatus
  tags: string[]
  session: string | null
  worktree: string | null
  created_at: string
  updated_at: string
}

export interface Memory {
  id: number
  content: string
  tags: string[]
  metadata: Record<string, unknown>
  created_at: string
}

/** Everything midstride keeps. One contract, the same tests on every engine. Methods reject with UserError in one line. */
export interface Store {
  /** Validates, cleans and masks, then appends a revision. Saving a state equal to the session's latest returns that revision. */
  save(request: SaveRequest): Promise<Revision>
  load(request: LoadRequest): Promise<SavedState | null>
  log(project: string, options?: { session?: string; limit?: number }): Promise<Revision[]>

  listTasks(filter?: { project?: string; status?: TaskStatus[]; limit?: number }): Promise<Task[]>
  getTask(id: string): Promise<Task | null>
  createTask(task: Pick<Task, 'title' | 'project'> & Partial<Task>): Promise<Task>
  /** `body` is appended as a dated checkpoint; nothing that stood there is overwritten. */
  updateTask(
    id: string,
    change: Partial<
      Pick<
        Task,
        'title' | 'type' | 'priority' | 'body' | 'parent' | 'depends_on' | 'status' | 'tags' | 'session' | 'worktree'
      >
    >,
  ): Promise<Task>

  storeMemory(memory: { content: string; tags?: string[]; metadata?: Record<string, unknown> }): Promise<Memory>
  searchMemory(query: string, options?: { tags?: string[]; limit?: number }): Promise<Memory[]>

  close(): Promise<void>
}
