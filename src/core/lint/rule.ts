import type { JudgedClaim } from '../../generated/types/verify-report.ts'
import type { HandoffDocument, HandoffKind } from '../document.ts'
import type { Repository, World } from '../evidence.ts'
import type { Finding, Place, Severity } from '../finding.ts'
import type { Session, State } from '../types.ts'
import type { ChecklistId } from './checklist.ts'
import type { Directive } from './directives.ts'

/** pure: text and state only · grounded: files and git of the project · transcript: what really happened. */
export type Tier = 'pure' | 'grounded' | 'transcript'

export const RULE_GROUPS = [
  'structure',
  'section-0',
  'paths',
  'plans',
  'todos',
  'subagents',
  'context',
  'machine-readable',
  'verification',
  'reflection',
  'mission',
  'safety',
] as const
export type RuleGroup = (typeof RULE_GROUPS)[number]

/** The world a grounded rule may compare with; gathered by the edge, absent where it was not asked for. */
export interface Evidence {
  session?: Session
  cwd?: string
  /** Path → exists, for every absolute path the document names. */
  files?: ReadonlyMap<string, 'file' | 'directory' | 'missing'>
  git?: { branch: string | null; head: string | null; dirty: string[] } | undefined
  /** Plan documents found on disk. */
  plans?: readonly string[]
  /** History, remotes and branches; only where claims are judged. */
  repository?: Repository | null
  /** Files and their text, looked up in batches; only where claims are judged. */
  world?: World
  /** Claims of the document with their verdicts; absent without a project or a transcript to judge them by. */
  claims?: readonly JudgedClaim[]
  /** The document itself: writing it ages nothing. */
  documentPath?: string
}

export interface RuleContext {
  document: HandoffDocument
  evidence: Evidence
  /** For rules that run last: the comments that switch rules off, and what each did. */
  directives: readonly Directive[]
  /** Every rule by its id; `ran` when it could have reported something. */
  known: ReadonlyMap<string, { group: RuleGroup; ran: boolean }>
  /** Day the document is linted, `2026-12-31`. */
  today: string
  report(finding: ReportInput): void
}

export type ReportInput = Omit<Finding, 'ruleId' | 'severity'> & { severity?: Severity }

export interface RuleExample {
  /** What the example shows, in a few words. */
  title?: string
  text: string
  /** Kind the example is read as; the rule's first kind when absent. */
  kind?: HandoffKind
  /** The world it is compared with, for grounded rules. */
  evidence?: Evidence
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
  /** Items of the commands' checklists that it enforces; `core/lint/checklist.ts` holds them. */
  enforces?: ChecklistId[]
  kinds: HandoffKind[]
  /** true: some of its findings carry a text edit for `--fix`. */
  fixable?: boolean
  /** true: runs after the others and after suppression, and can't be switched off by a comment. */
  last?: boolean
  /** Documents the rule is silent on, and documents it reports; its docs page and its tests are made of them. */
  examples: { ok: RuleExample[]; bad: RuleExample[] }
  check(context: RuleContext): void
}

export const defineRule = (rule: Rule): Rule => rule
export type { Finding, Place, Severity, State }
