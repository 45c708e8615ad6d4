import type { Paragraph, PhrasingContent } from 'mdast'
import { type HandoffDocument, placeOf, textOf } from '../document.ts'
import type { Place } from '../finding.ts'
import { perDocument } from './per-document.ts'
import { inside, scopeOf } from './text.ts'

export interface Label {
  /** In lower case, without its colon and the remark in parentheses. */
  name: string
  /** What stands behind it, up to the next label of the paragraph. */
  value: string
  place: Place
  /** Label and value. */
  whole: Place
}

/** Bold labels at the beginning of a line of a section: `**Ultimate Goal:** ship it`. */
export function labelsIn(document: HandoffDocument, id: string): Label[] {
  const scope = scopeOf(document, id)
  if (!scope) return []
  return allLabels(document).flatMap(({ place, labels }) => (inside(scope, place) ? labels : []))
}

const allLabels = perDocument(document =>
  document.nodes('paragraph').flatMap(node => {
    const labels = node.children.some(child => child.type === 'strong') ? labelsOf(node) : []
    return labels.length > 0 ? [{ place: placeOf(node), labels }] : []
  }),
)

function labelsOf(paragraph: Paragraph): Label[] {
  const labels: Label[] = []
  let lineStart = true
  for (const node of paragraph.children) {
    const text = node.type === 'break' ? '\n' : textOf(node)
    const place = placeOf(node)
    const last = labels.at(-1)
    if (node.type === 'strong' && lineStart) labels.push({ name: text, value: '', place, whole: { ...place } })
    else if (last) {
      last.value += text
      last.whole.end = place.end
    }
    lineStart = endsLine(node, text)
  }
  return labels
    .filter(({ name, value }) => name.trimEnd().endsWith(':') || /^\s*:/.test(value))
    .map(label => ({ ...label, name: plainLabel(label.name), value: label.value.replace(/^\s*:/, '').trim() }))
}

const endsLine = (node: PhrasingContent, text: string): boolean => node.type === 'break' || /\n\s*$/.test(text)

/** `Main Agent Todos (VERBATIM):` → `main agent todos`. */
export function plainLabel(label: string): string {
  return label
    .replace(/\([^()]*\)/g, '')
    .replace(/:\s*$/, '')
    .replace(/[‘’]/g, "'")
    .trim()
    .toLowerCase()
}
