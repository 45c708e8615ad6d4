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

export interface EvidencePointer {
  /** Record id, sha, or path:line. */
  ref: string
  detail: string
}

export interface Judgement {
  verdict: Verdict
  evidence: EvidencePointer[]
}

/** A statement in the document after non-claims (plans, questions, quotations, instructions) were set aside. */
export interface Statement {
  text: string
  line: number
  /** Ticked or unticked when it is a checklist item. */
  checked: boolean | null
  /** Heading path above it. */
  section: string[]
}

/** One kind of claim: finds its claims in a statement and judges them against evidence. Pure. */
export interface ClaimKind {
  id: ClaimKindId
  summary: string
  find(statement: Statement): Claim[]
  judge(claim: Claim, evidence: Evidence): Judgement
}

export const defineClaimKind = (kind: ClaimKind): ClaimKind => kind
