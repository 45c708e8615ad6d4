import type { HandoffDocument } from '../document.ts'
import type { Finding, Place, Severity } from '../finding.ts'
import type { Session, State } from '../types.ts'

/** pure: text and state only · grounded: files and git of the project · transcript: what really happened. */
export type Tier = 'pure' | 'grounded' | 'transcript'

export type RuleGroup =
  | 'structure'
  | 'section-0'
  | 'paths'
  | 'plans'
  | 'todos'
  | 'subagents'
  | 'context'
  | 'machine-readable'
  | 'verification'
  | 'reflection'
  | 'mission'
  | 'safety'

/** The world a grounded rule may compare with; gathered by the edge, absent where it was not asked for. */
export interface Evidence {
  session?: Session
  cwd?: string
  /** Path → exists, for every absolute path the document names. */
  files?: ReadonlyMap<string, 'file' | 'directory' | 'missing'>
  git?: { branch: string | null; head: string | null; dirty: string[] } | undefined
  /** Plan documents found on disk. */
  plans?: readonly string[]
}

export interface RuleContext {
  document: HandoffDocument
  evidence: Evidence
  report(finding: ReportInput): void
}

export type ReportInput = Omit<Finding, 'ruleId' | 'severity'> & { severity?: Severity }

export interface RuleExample {
  /** What the example shows, in a few words. */
  title?: string
  text: string
}

export interface Rule {
  id: string
  group: RuleGroup
  tier: Tier
  severity: Severity
  /** One line: what the rule wants. */
  summary: string
  /** Why it matters to the next session. */
  why: string
  /** Checklist, forbidden and reflection items of the command that it enforces, by their id in docs/seed-coverage.md. */
  enforces?: string[]
  kinds: ('handoff' | 'reflection' | 'mission')[]
  /** Documents the rule is silent on, and documents it reports; its docs page and its tests are made of them. */
  examples: { ok: RuleExample[]; bad: RuleExample[] }
  check(context: RuleContext): void
}

export const defineRule = (rule: Rule): Rule => rule
export type { Finding, Place, Severity, State }
