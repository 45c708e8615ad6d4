import { count } from '../../core/text.ts'
import type { JudgedClaim } from '../../generated/types/verify-report.ts'
import { type Html, html, type Value } from '../html.ts'
import type { Facts } from '../input.ts'
import { chip, list, none, type Part } from '../part.ts'

export const VERDICTS = ['contradicted', 'stale', 'unsupported', 'verified'] as const

/** The verdict on one claim, or on several that stand in one place; it opens to the evidence. */
export function verdicts(claims: readonly JudgedClaim[]): Html {
  const chips = VERDICTS.flatMap(word => {
    const n = claims.filter(claim => claim.verdict === word).length
    return n === 0 ? [] : [chip(word, claims.length === 1 ? word : `${n} ${word}`)]
  })
  const evidence = claims.flatMap(claim =>
    claim.evidence.map(
      ({ ref, detail }) =>
        html`<li>${claims.length > 1 ? html`${claim.text}: ` : null}${detail}${detail === ref ? null : html` <code>${ref}</code>`}</li>`,
    ),
  )
  if (evidence.length === 0) return html`<p>${chips}</p>`
  return html`<details class="verdict"><summary>${chips}</summary><ul>${evidence}</ul></details>`
}

/** Claims the evidence speaks against; those that hold stand beside their sentences in the document. */
export function claims({ report }: Facts): Part {
  const of = (...words: readonly JudgedClaim['verdict'][]) =>
    report.claims.filter(claim => words.includes(claim.verdict)).sort(worstFirst)
  const [against, open] = [of('contradicted', 'stale'), of('unsupported')]
  const body: Value = [
    against.length > 0 ? list('cards', against.map(row)) : none('None that evidence speaks against.'),
    open.length > 0
      ? html`<details><summary>${count(open.length, 'claim')} without evidence either way</summary>${list('plain', open.map(row))}</details>`
      : null,
  ]
  return { id: 'claims', title: 'Claims that do not hold', count: against.length, body }
}

const row = (claim: JudgedClaim): Html =>
  html`<li><p>${claim.text} <span class="dim">line ${claim.line}, ${claim.kind}</span></p>${verdicts([claim])}</li>`

const worstFirst = (a: JudgedClaim, b: JudgedClaim): number =>
  VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || a.line - b.line
