/** What derive may know besides the transcript; each part is absent where nobody looked. */
export interface DeriveContext {
  mode: 'manual' | 'auto' | 'checkpoint'
  /** ISO 8601; when the state is taken. */
  now: string
  /** Absolute root of the project's main worktree; the session's directory when it is not given. */
  project?: string | undefined
  /** Path of the transcript. */
  transcript?: string | null | undefined
  /** The repository as it stands now. */
  git?: GitFacts | null | undefined
  /** Plan documents: those the session touched and those found on disk. */
  plans?: readonly PlanFact[] | undefined
  /** Folders that were searched for plan documents. */
  planRoots?: readonly string[] | undefined
  /** Path → what is there now, for every file the session changed. */
  files?: ReadonlyMap<string, 'file' | 'directory' | 'missing'> | undefined
}

export interface GitFacts {
  root: string
  branch: string | null
  head: string | null
  dirty: readonly string[]
  worktrees: readonly { path: string; branch: string | null }[]
}

export type PlanKind = 'design' | 'impl'
export type PlanStatus = 'DRAFT' | 'APPROVED' | 'IN_PROGRESS'

/** What the text of a plan document says about itself. */
export interface PlanText {
  kind: PlanKind
  /** null when it neither says so nor has ticked boxes. */
  status: PlanStatus | null
  boxes: number
  checked: number
  /** Headings whose boxes are all ticked, in order. */
  completed: string[]
  /** Headings that hold open boxes, in order. */
  remaining: string[]
}

export interface PlanFact extends PlanText {
  path: string
  /** null when it could not be read. */
  sha256: string | null
  /** false: the session named it, but it is not there. */
  exists: boolean
}
