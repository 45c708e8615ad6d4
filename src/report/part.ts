import { type Html, html, type Value } from './html.ts'

/** One section of the page. */
export interface Part {
  /** Anchor of the table of contents. */
  id: string
  title: string
  /** Shown beside the title there. */
  count?: number
  body: Value
}

/** A table, a list or a timeline that is longer says how much it leaves out. */
export const MAX_ROWS = 1000

export const none = (words: string): Html => html`<p class="dim">${words}</p>`

const more = (left: number): Value => (left > 0 ? none(`${left} more are left out`) : null)

export function table(head: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll" tabindex="0"><table><thead><tr>${head.map(cell => html`<th scope="col">${cell}</th>`)}</tr></thead><tbody>${rows.slice(0, MAX_ROWS)}</tbody></table></div>${more(rows.length - MAX_ROWS)}`
}

export const list = (kind: string, items: readonly Html[]): Html =>
  html`<ul class="${kind}">${items.slice(0, MAX_ROWS)}</ul>${more(items.length - MAX_ROWS)}`

/** A mark whose colour says what its word says. */
export const chip = (kind: string, word: string): Html => html`<span class="chip ${kind}">${word}</span>`

export const small = (words: string | null | undefined): Value => (words ? html`<small>${words}</small>` : null)

/** `2026-01-05T12:00:00.000Z` → `2026-01-05 12:00`, machine-readable beside it. */
export const when = (at: string | null | undefined): Value =>
  at ? html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')}</time>` : null
