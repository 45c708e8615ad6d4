/** What the repository and the files say at the time of the question; gathered by the edge in batches, read by pure code. */

export interface CommitFact {
  sha: string
  subject: string
  /** ISO 8601, committer's time. */
  at: string
  /** Paths relative to the root; `A`, `M`, `D`, `R…`. Absent when nobody asked for them. */
  files?: readonly { status: string; path: string }[]
}

export interface Repository {
  /** Root of the worktree, absolute. */
  root: string
  branch: string | null
  head: string | null
  /** Files that differ from HEAD or are untracked, relative to `root`. */
  dirty: readonly string[]
  /** `origin/main`; null when the branch follows none. */
  upstream: string | null
  /** Commits that the upstream lacks; null without an upstream. */
  ahead: number | null
  behind: number | null
  /** Local branches → tip. */
  branches: ReadonlyMap<string, string>
  /** `origin/main` → tip. */
  remoteBranches: ReadonlyMap<string, string>
  tags: ReadonlyMap<string, string>
  worktrees: readonly { path: string; branch: string | null; head: string | null }[]
  /** Newest first, from HEAD, at most 300. */
  commits: readonly CommitFact[]
  /** History is cut off, so that a missing commit proves nothing. */
  shallow: boolean
  /** Full commit of an abbreviated or full sha that was asked for: null when the repository has none, undefined when it was not asked. */
  commit(sha: string): (CommitFact & { reachable: boolean }) | null | undefined
  /** The second branch contains the first; undefined when one is missing or it was not asked. */
  contains(branch: string, into: string): boolean | undefined
}

export interface WordHit {
  /** Relative to the project. */
  path: string
  line: number
  text: string
}

export interface World {
  /** Absolute root of the project: nothing outside it is looked at. */
  root: string
  /** undefined: outside the project or not asked. */
  exists(path: string): 'file' | 'directory' | 'missing' | undefined
  /** Text of a regular file in the project of at most 1 MiB; null when it cannot be read, undefined when it was not asked. */
  readFile(path: string): string | null | undefined
  /** ISO time of the last change of a file, where the file system's times can be believed (not after a fresh checkout). */
  changedAt(path: string): string | undefined
  /** Paths of the project that end with this relative path (`src/a.ts` of `packages/x/src/a.ts`); at most 20. */
  matching(path: string): readonly string[]
  /** Whole-word occurrences, at most 50; undefined when it was not asked. */
  find(word: string): readonly WordHit[] | undefined
}
