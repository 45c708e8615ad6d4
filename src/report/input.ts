import type { Drift } from '../core/drift.ts'
import type { FileReport } from '../core/finding.ts'
import type { ParseMarkdown } from '../core/markdown.ts'
import type { Session, State } from '../core/types.ts'
import type { VerifyReport } from '../generated/types/verify-report.ts'

export interface PageInput {
  /** What the page is about: a file, a revision, a session. */
  title: string
  /** Markdown of the handoff. */
  text: string
  parse: ParseMarkdown
  /** What its section 1.20 holds, or what was saved; null when there is neither. */
  state: State | null
  report: VerifyReport
  /** What the transcript shows; adds the timeline. */
  session?: Session | undefined
  lint?: FileReport | undefined
  /** What changed since the save; absent when nothing was saved. */
  drift?: readonly Drift[] | undefined
}

/** What the parts of a page are made of: the input with its secrets masked. */
export type Facts = Omit<PageInput, 'parse' | 'text'>
