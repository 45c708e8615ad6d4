import type { ListItem, Nodes, Parents, Root } from 'mdast'

type Parse = (text: string) => Root
/** Parses with or without front matter. */
type ParseWith = (text: string, frontmatter: boolean) => Root

/** A YAML block at the very beginning, closed. */
const FRONTMATTER = /^---[ \t]*\r?\n(?:[^\n]*\n)*?---[ \t]*(?:\r?\n|$)/

/**
 * Front matter only where there is some: an opening `---` that is never closed makes the reference read no lists and quotes in the
 * rest of the document, and `+++` (TOML) is front matter for one parser and text for the other.
 */
export const withFrontmatter =
  (parse: ParseWith): Parse =>
  text =>
    parse(text, text.startsWith('---') && FRONTMATTER.test(text))

/** Makes another parser yield the tree of the reference where the two are known to differ; a test compares them. */
export function likeReference(parse: Parse): Parse {
  return text => {
    // CommonMark reads NUL as the replacement character; both are one code unit, so that offsets stay.
    const tree = parse(text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text)
    walk(tree, node => {
      if (node.type === 'listItem' && typeof node.checked === 'boolean') startAtBox(node, text)
      if ('children' in node) endBeforeNext(node)
    })
    return tree
  }
}

function walk(root: Root, visit: (node: Nodes) => void): void {
  const open: Nodes[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    visit(node)
    if ('children' in node) for (const child of node.children) open.push(child)
  }
}

/** The reference begins the paragraph of a task at its text, but at its box when something else than text comes first. */
function startAtBox(item: ListItem, text: string): void {
  const [first] = item.children
  const start = first?.type === 'paragraph' && first.children[0]?.type !== 'text' ? first.position?.start : undefined
  if (start?.offset === undefined) return
  const box = text.lastIndexOf('[', start.offset - 1)
  if (box < 0) return
  start.column -= start.offset - box
  start.offset = box
}

/** A text never reaches into the node behind it. */
function endBeforeNext(parent: Parents): void {
  for (let i = 0; i + 1 < parent.children.length; i += 1) {
    const node = parent.children[i]!
    const next = parent.children[i + 1]!.position?.start
    if (node.type !== 'text' || !node.position || next?.offset === undefined) continue
    if (node.position.end.offset! > next.offset) node.position.end = { ...next }
  }
}
