import { html } from '../html.ts'
import type { Facts } from '../input.ts'
import { chip, list, none, type Part } from '../part.ts'

export function drift({ drift: changes }: Facts): Part | null {
  if (!changes) return null
  const rows = changes.map(({ kind, detail }) => html`<li>${chip('stale', kind)} ${detail}</li>`)
  return {
    id: 'drift',
    title: 'Changed since the save',
    count: rows.length,
    body: rows.length > 0 ? list('plain', rows) : none('Nothing that was noted then.'),
  }
}
