import type { Root } from 'mdast'
import { documentHtml } from '../document.ts'
import { html } from '../html.ts'
import type { Facts } from '../input.ts'
import type { Part } from '../part.ts'
import { verdicts } from './claims.ts'

/** The whole text, each claim with its verdict behind it. */
export function document(tree: Root, { report }: Facts): Part {
  const body = documentHtml(tree, 3, { notes: report.claims, show: verdicts })
  return { id: 'document', title: 'The document', body: html`<div class="document">${body}</div>` }
}
