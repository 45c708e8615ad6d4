import type { Nodes, Root, RootContent } from 'mdast'

/** Nobody reads what is nested deeper, and what renders a tree goes down it by recursion. */
const MAX_DEPTH = 40

/** The tree of a document, its blocks of more than 40 levels replaced by their source. */
export function shallow(tree: Root, text: string): Root {
  const open: [Nodes, number][] = [[tree, 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next
    if (!('children' in node)) continue
    if (depth < MAX_DEPTH) for (const child of node.children) open.push([child, depth + 1])
    else node.children = [source(node, text)] as never
  }
  return tree
}

const source = ({ position }: Nodes, text: string): RootContent => ({
  type: 'text',
  value: text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0),
  ...(position && { position }),
})
