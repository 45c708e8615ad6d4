import type { Nodes } from 'mdast'

/** First place where two trees differ, as a path, or null. A place that only one of them knows is no difference. */
export function firstDifference(a: Nodes, b: Nodes, at = ''): string | null {
  const here = `${at}/${a.type}`
  if (a.type !== b.type) return `${here}: expected ${b.type}`
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Nodes & string>) {
    if (key === ('children' as string)) continue
    const [one, other] = [shown(key, a[key]), shown(key, b[key])]
    if (one !== other && one !== null && other !== null) return `${here}.${key}: ${one}, expected ${other}`
    if (key !== 'position' && (one === null) !== (other === null)) return `${here}.${key}: ${one}, expected ${other}`
  }
  const [mine, theirs] = [childrenOf(a), childrenOf(b)]
  if (mine.length !== theirs.length) return `${here}: ${mine.length} children, expected ${theirs.length}`
  for (const [index, child] of mine.entries()) {
    const found = firstDifference(child, theirs[index]!, `${here}[${index}]`)
    if (found) return found
  }
  return null
}

const childrenOf = (node: Nodes): Nodes[] => ('children' in node ? (node.children as Nodes[]) : [])

function shown(key: string, value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (key !== 'position') return JSON.stringify(value)
  const { start, end } = value as { start: Point; end: Point }
  return [start, end].map(point => `${point.line}:${point.column}:${point.offset}`).join('-')
}

interface Point {
  line: number
  column: number
  offset: number
}
