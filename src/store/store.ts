import type { SavedFacts } from '../core/drift.ts'
import type { Problem } from '../core/state/problem.ts'
import type { Actor, NewTask, Task, TaskChange, TaskStatus } from '../core/tasks.ts'
import type { State } from '../core/types.ts'
import type { MemoryRow, RevisionRow, TaskRow } from '../generated/types/store-export.ts'

export type Trigger = 'manual' | 'auto' | 'checkpoint'

/** Whose state it is. Two sessions, or two worktrees, of one project never share a current state. */
export interface Scope {
  /** Absolute root of the project's main worktree. A team's store finds the project by its remote instead (`core/project.ts`). */
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
  /** PostgreSQL role that saved it, when that is another. */
  user?: string
}

export interface SaveResult extends Revision {
  /** Characters removed, secrets masked, what binds and vanished since the session's latest revision; by field. */
  warnings: Problem[]
  /** The session's latest revision held this state already; nothing was written. */
  unchanged: boolean
}

export interface SavedState extends Revision {
  project: string
  state: State
  facts: SavedFacts | null
  /** Fields of an old row that no longer pass the schema; they were left out of `state`. */
  quarantined: Problem[]
}

export interface SaveRequest {
  scope: Scope
  /** A whole state, or one with missing keys, which are filled with empty values. */
  state: Partial<State>
  trigger: Trigger
  /** Reads what the project says at this moment, to be compared when the state is loaded; asked for a valid state only. */
  facts?: (state: State) => Promise<SavedFacts>
  /** What binds and is no longer there was taken out on purpose: no warning. */
  deliberate?: boolean
  /** When the state was true, ISO 8601, where that was before now: it is not newer than what was saved since. */
  at?: string
  /** Refuse with RefusedError unless this is the session's latest revision (0: none yet). */
  expect?: number
}

export interface LoadRequest {
  project: string
  session?: string
  /** Only states of this worktree; null: of the main one. */
  worktree?: string | null
  revision?: number
  /** Hours; older states are not found. */
  maxAgeHours?: number
}

export type { Actor, NewTask, Task, TaskChange, TaskStatus }

export interface Memory {
  id: number
  content: string
  tags: string[]
  metadata: Record<string, unknown>
  created_at: string
}

/** Where something is made: root of the project, and the session where that is known. */
export interface Source {
  root?: string
  session?: string | null
}

export interface NewMemory extends Source {
  content: string
  tags?: string[]
  metadata?: Record<string, unknown>
}

export interface ChangedTask {
  task: Task
  /** Tasks that waited for this one alone and are active again. */
  unblocked: string[]
}

/** What is to be forgotten. On PostgreSQL only rows that this user wrote. */
export type Forgettable =
  /** `name`: its tasks were filed under, for those that do not say where they were made. */
  | { project: string; name: string }
  /** A session's states and memories; tasks belong to their project. */
  | { session: string }
  | 'all'

/** Rows of each kind. */
export interface Counts {
  projects: number
  revisions: number
  tasks: number
  memories: number
}

export interface StoreStatus extends Counts {
  engine: string
  /** Version of the tables. */
  version: number
  /** Sessions with a saved state. */
  sessions: number
  /** Of the database on the disk. */
  bytes: number
}

/** A line of an export but its head (`schemas/store-export.schema.json`). */
export type ExportRow = RevisionRow | TaskRow | MemoryRow

export interface TaskFilter {
  project?: string
  status?: TaskStatus[]
  parent?: string
  limit?: number
}

/** Everything midstride keeps. One contract, the same tests on every engine. Methods reject with UserError in one line. */
export interface Store {
  /** Validates, cleans and masks, then appends a revision. Saving a state equal to the session's latest returns that revision. */
  save(request: SaveRequest): Promise<SaveResult>
  load(request: LoadRequest): Promise<SavedState | null>
  /** Newest first. */
  log(project: string, options?: { session?: string; limit?: number }): Promise<Revision[]>
  /** The latest revision of each session, newest first. */
  sessions(project: string): Promise<Revision[]>

  listTasks(filter?: TaskFilter): Promise<Task[]>
  getTask(id: string): Promise<Task | null>
  createTask(task: NewTask, from?: Source): Promise<Task>
  /**
   * `body` is appended as a dated checkpoint; nothing that stood there is overwritten. `by` is who asks, where that is known: the
   * session that claimed a task from a worktree may not set it `done`.
   */
  updateTask(id: string, change: TaskChange, by?: Actor): Promise<ChangedTask>
  /** In one step: refuses when another session holds it, or when it is blocked or closed. */
  claimTask(id: string, by: Actor): Promise<Task>

  /** One that holds the same words already is returned, with the new tags and metadata added to its own. */
  storeMemory(memory: NewMemory): Promise<Memory & { known: boolean }>
  /** Best match first; without words, the newest first. Every tag given must be there. */
  searchMemory(query: string, options?: { tags?: string[]; limit?: number }): Promise<Memory[]>
  /** False when there is none of that number. */
  deleteMemory(id: number): Promise<boolean>

  /** Counts what would go; with `forget`, deletes it and takes its bytes out of the files. */
  forget(what: Forgettable, really: boolean): Promise<Counts>
  status(): Promise<StoreStatus>
  /** Every row this user may see, in pieces, secrets masked. */
  exportRows(): AsyncIterable<ExportRow[]>
  /**
   * Adds rows that are not there; those that are there and equal are skipped, so that it may be called again. Refuses all of
   * `rows` when one of them is there and different.
   */
  importRows(rows: readonly ExportRow[]): Promise<{ added: number; skipped: number }>

  close(): Promise<void>
}
