import type { FileReport, ReportedFinding } from '../generated/types/finding.ts'
import { version } from '../generated/version.ts'

export type Severity = 'error' | 'warning' | 'info'

/** Where in a text: offsets in UTF-16 code units; `end` is exclusive. Line and column are worked out when reported. */
export interface Place {
  start: number
  end: number
}

/** A text edit by offset; what a fix is made of. */
export interface Edit extends Place {
  text: string
}

/** What a rule found. Words are made of it in one grammar: "Unexpected X, expected Y", plus a help line. */
export interface Finding {
  ruleId: string
  severity: Severity
  place: Place
  /** The fact, in a noun phrase: `todo list with 3 entries`. */
  unexpected: string
  /** The remedy, in a noun phrase. */
  expected: string
  help?: string
  fix?: Edit[]
}

export type { FileReport, ReportedFinding }
export type DocumentKind = FileReport['kind']

/** Findings of several files → text on stdout. Pure. */
export interface Reporter {
  id: string
  summary: string
  /** true: it shows source lines; without it the texts of files need not be kept. */
  sources?: boolean
  /** true: it describes rules; without it they need not be given. */
  describes?: boolean
  format(reports: readonly FileReport[], options: ReporterOptions): string
}

/** What a reporter may tell of a rule besides its findings. */
export interface RuleFacts {
  id: string
  group: string
  severity: Severity
  summary: string
  why: string
  /** false: no page of docs/rules tells of it. */
  page?: false
}

/** Page of a rule, in the words of this version: every published file of a package can be read there. */
export const ruleUrl = (id: string): string => `https://unpkg.com/midstride@${version}/docs/rules/${id}.md`

export interface ReporterOptions {
  /** ANSI colours are wanted: stdout is a terminal and NO_COLOR is not set. */
  color: boolean
  /** Text of each file, for source lines under findings. */
  sources: ReadonlyMap<string, string>
  /** Facts about the rules, for formats that describe them or lead to their pages. */
  rules?: readonly RuleFacts[]
}

export const defineReporter = (reporter: Reporter): Reporter => reporter
