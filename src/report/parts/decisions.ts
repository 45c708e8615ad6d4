import { type Html, html, type Value } from '../html.ts'
import type { Facts } from '../input.ts'
import { chip, list, none, type Part, small } from '../part.ts'

/** What must not be decided or done wrong again. */
export function decisions({ state }: Facts): Part | null {
  if (!state) return null
  const { binding, technical } = state.decisions
  const rows = [
    ...binding.map(({ decision, rationale, binding: force }) => row(force, decision, rationale)),
    ...technical.map(({ decision, rationale }) => row('technical', decision, rationale)),
  ]
  const corrections = state.conversation.corrections.map(
    ({ original, correction, lesson }) =>
      html`<li>${correction}${small(original && `after: ${original}`)}${small(lesson)}</li>`,
  )
  const body: Value = [
    rows.length > 0 ? list('plain', rows) : none('None.'),
    corrections.length > 0 ? html`<h3>Corrections by the user</h3>${list('plain', corrections)}` : null,
  ]
  return { id: 'decisions', title: 'Decisions', count: rows.length, body }
}

const row = (force: string, decision: string, rationale: string | null): Html =>
  html`<li>${chip(force.toLowerCase(), force.toLowerCase())} ${decision}${small(rationale)}</li>`
