import type { Root } from 'mdast'
import { documentHtml } from '../document.ts'
import { html } from '../html.ts'
import type { Part } from '../part.ts'

const SECTION_0 = /^section 0\b/i
const NEXT_SECTION = /^section [1-9]\b/i

/** Section 0: what the next session does before anything else. */
export function first(tree: Root): Part | null {
  const from = tree.children.findIndex(node => headed(node, SECTION_0))
  if (from < 0) return null
  const end = tree.children.findIndex((node, index) => index > from && headed(node, NEXT_SECTION))
  const children = tree.children.slice(from + 1, end < 0 ? undefined : end)
  const body = html`<div class="first">${documentHtml({ type: 'root', children }, 3)}</div>`
  return { id: 'first', title: 'Do this first', body }
}

function headed(node: Root['children'][number], pattern: RegExp): boolean {
  if (node.type !== 'heading') return false
  const [text] = node.children
  return text?.type === 'text' && pattern.test(text.value)
}
