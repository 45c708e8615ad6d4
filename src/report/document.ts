import type { Element, Root as HastRoot, Nodes, Parents } from 'hast'
import { type Schema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import type { Root } from 'mdast'
import { type Handlers, toHast } from 'mdast-util-to-hast'
import { maskSecrets } from '../core/secrets.ts'
import { Html } from './html.ts'

/** What may be left of a document's markup: structure, no attribute and so no address. */
const SCHEMA: Schema = {
  tagNames: 'h1 h2 h3 h4 h5 h6 p ul ol li table thead tbody tr th td pre code em strong del blockquote hr br'.split(
    ' ',
  ),
  attributes: {},
}

const words = (value: string) => ({ type: 'text' as const, value })

/** What would point out of the page, or be markup, is shown as the words that stand there. */
const HANDLERS: Handlers = {
  html: (_, node) => words(node.value),
  yaml: (_, node) => ({
    type: 'element',
    tagName: 'pre',
    properties: {},
    children: [{ type: 'element', tagName: 'code', properties: {}, children: [words(node.value)] }],
  }),
  image: (_, node) => words(`[image: ${[node.alt, node.url].filter(Boolean).join(', ')}]`),
  imageReference: (_, node) => words(`[image: ${node.alt ?? node.identifier}]`),
  footnoteReference: (_, node) => words(`[^${node.identifier}]`),
  link(state, node) {
    const said = state.all(node)
    const bare = said.length === 1 && said[0]!.type === 'text' && said[0]!.value === node.url
    return bare ? said : [...said, words(` (${node.url})`)]
  },
  linkReference: (state, node) => state.all(node),
}

/** Blocks a mark can stand in or behind. */
const BLOCK = /^(?:p|h[1-6]|li|tr|pre)$/

/** What is put behind the smallest block that holds a note's line; notes of one block are shown together. */
export interface Marks<Note extends { line: number }> {
  notes: readonly Note[]
  show(notes: readonly Note[]): Html
}

/** Markdown as markup that holds nothing but structure and text, secrets masked. The highest heading gets the level `top`. */
export function documentHtml<Note extends { line: number }>(tree: Root, top: number, marks?: Marks<Note>): Html {
  const safe = sanitize(spelled(toHast(tree, { handlers: HANDLERS })), SCHEMA) as HastRoot
  const blocks: Block[] = []
  const highest = Math.min(...tree.children.map(node => (node.type === 'heading' ? node.depth : 6)))
  walk(safe, (node, parent) => {
    if (node.type === 'text') node.value = maskSecrets(node.value)
    if (node.type !== 'element') return
    const level = /^h([1-6])$/.exec(node.tagName)?.[1]
    if (level) node.tagName = `h${Math.max(top, Math.min(6, Number(level) - highest + top))}`
    if (BLOCK.test(node.tagName) && node.position)
      blocks.push({ node, parent, from: node.position.start.line, to: node.position.end.line })
  })
  if (marks) for (const [block, notes] of byBlock(blocks, marks.notes)) put(block, marks.show(notes))
  return new Html(toHtml(safe, { allowDangerousHtml: true }))
}

interface Block {
  node: Element
  parent: Parents
  from: number
  to: number
}

/** Check boxes are form controls without a label; their signs say the same. */
function spelled(tree: Nodes): Nodes {
  walk(tree, (node, parent) => {
    if (node.type === 'element' && node.tagName === 'input')
      parent.children[parent.children.indexOf(node)] = words(node.properties.checked ? '☑' : '☐')
  })
  return tree
}

function walk(node: Nodes, see: (node: Nodes, parent: Parents) => void): void {
  const open: [Nodes, Parents][] = 'children' in node ? [[node, node]] : []
  for (let next = open.pop(); next; next = open.pop()) {
    const [current, parent] = next
    see(current, parent)
    if ('children' in current) for (const child of current.children) open.push([child, current])
  }
}

function byBlock<Note extends { line: number }>(blocks: readonly Block[], notes: readonly Note[]): Map<Block, Note[]> {
  const found = new Map<Block, Note[]>()
  const smallest = blocksByLine(blocks)
  for (const note of notes) {
    const block = smallest.get(note.line)
    if (block) found.set(block, [...(found.get(block) ?? []), note])
  }
  return found
}

/** The smallest block on each line; of equals the inner one, which is seen later. */
function blocksByLine(blocks: readonly Block[]): Map<number, Block> {
  const lines = new Map<number, Block>()
  const bySize = [...blocks].sort((a, b) => b.to - b.from - (a.to - a.from))
  for (const block of bySize) for (let line = block.from; line <= block.to; line += 1) lines.set(line, block)
  return lines
}

function put({ node, parent }: Block, { markup }: Html): void {
  const raw = { type: 'raw' as const, value: markup }
  const cell = node.tagName === 'tr' ? node.children.findLast(child => child.type === 'element') : undefined
  if (node.tagName === 'li') node.children.push(raw)
  else if (cell) cell.children.push(raw)
  else parent.children.splice((parent.children as Nodes[]).indexOf(node) + 1, 0, raw)
}
