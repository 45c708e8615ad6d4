import type { Evidence } from './lint/rule.ts'

export type Verdict = 'verified' | 'stale' | 'contradicted' | 'unsupported'

/** One statement of a handoff that evidence can answer. */
export interface Claim {
  kind: ClaimKindId
  /** The words as they stand in the document. */
  text: string
  /** 1-based line of the claim itself. */
  line: number
  /** What was understood: counts, paths, branch names; shape is the kind's own. */
  data: Record<string, unknown>
  /** Worth a line in the report only when evidence answers it: a mention rather than an assertion. */
  weak?: boolean
}

export type ClaimKindId =
  | 'tests'
  | 'build'
  | 'file'
  | 'symbol'
  | 'dependency'
  | 'version'
  | 'commit'
  | 'push'
  | 'branch'
  | 'worktree'
  | 'todo'
  | 'agent'
  | 'count'
  | 'decision'
  | 'absence'
  | 'phase'
  | 'output'

export interface EvidencePointer {
  /** Record id, sha, or path:line. */
  ref: string
  detail: string
}

export interface Judgement {
  verdict: Verdict
  evidence: EvidencePointer[]
}

/** One cell of the table row a statement stands in. */
export interface Cell {
  /** Header of its column, lower case. */
  header: string
  text: string
}

/** A statement in the document after non-claims (plans, questions, quotations, instructions) were set aside. */
export interface Statement {
  /** The words, without list markers and emphasis; code stays in backticks. */
  text: string
  line: number
  /** Ticked or unticked when it is a checklist item. */
  checked: boolean | null
  /** Heading path above it, then the lines that introduce it. */
  section: string[]
  /** `branch` of `Branch: main`, lower case. */
  label: string | null
  /** What follows the label; the whole text when there is none. */
  value: string
  /** The text in the form patterns are written for: lower case, no backticks, number words as digits, marks as words. */
  norm: string
  /** It says how things were ("were passing"), which need not hold now. */
  past: boolean
  /** It stands under finished work, so that "Add a parser" tells what was done. */
  done: boolean
  /** It stands under open work, so that the item itself is said to be still open. */
  open: boolean
  /** Row it stands in. */
  cells: Cell[] | null
}

/** What a claim needs to have looked up; asked for all claims at once, so that git and files are asked in batches. */
export interface Lookups {
  /** Absolute, or relative to the project. */
  paths?: string[]
  /** Files whose text is needed. */
  contents?: string[]
  /** Names searched as whole words in the project. */
  words?: string[]
  shas?: string[]
  /** Pairs of branches: is the first contained in the second? */
  merges?: [branch: string, into: string][]
}

/** One kind of claim: finds its claims in a statement and judges them against evidence. Pure. */
export interface ClaimKind {
  id: ClaimKindId
  summary: string
  /** One of these stands in the normal form of whatever it finds, unless it is a checklist item: spares the rest a closer look. */
  about?: RegExp
  find(statement: Statement): Claim[]
  /** Second look at all claims of this kind in one document together. */
  settle?(claims: Claim[]): Claim[]
  lookups?(claim: Claim): Lookups
  judge(claim: Claim, evidence: Evidence): Judgement
}

export const defineClaimKind = (kind: ClaimKind): ClaimKind => kind
