/** Verdicts and where they point. */
import type { EvidencePointer, Judgement } from '../core/claim.ts'
import { maskSecrets } from '../core/secrets.ts'
import { oneLine, truncate } from '../core/text.ts'

export const pointer = (ref: string, detail: string): EvidencePointer => ({
  ref,
  detail: truncate(oneLine(maskSecrets(detail)), 240),
})

export type Pointers = (EvidencePointer | null | undefined)[]
const some = (pointers: Pointers): EvidencePointer[] => pointers.filter(item => item !== null && item !== undefined)

export const verified = (...evidence: Pointers): Judgement => ({ verdict: 'verified', evidence: some(evidence) })
export const stale = (...evidence: Pointers): Judgement => ({ verdict: 'stale', evidence: some(evidence) })
export const contradicted = (...evidence: Pointers): Judgement => ({
  verdict: 'contradicted',
  evidence: some(evidence),
})
export const unsupported = (...evidence: Pointers): Judgement => ({ verdict: 'unsupported', evidence: some(evidence) })
