import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Place } from '../core/finding.ts'

export interface JsonFile {
  /** undefined when it cannot be parsed. */
  value: unknown
  issue: { message: string; place: Place } | null
  /** Where the value at a path stands; the nearest parent when it is missing. */
  placeOf(path: readonly (string | number)[]): Place
}

/** Reads JSON with positions; comments and trailing commas are let pass, as the hosts do. */
export function readJson(text: string): JsonFile {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const [error] = errors
  const placeOf = (path: readonly (string | number)[]): Place => {
    for (let length = path.length; tree; length -= 1) {
      const node = findNodeAtLocation(tree, path.slice(0, length))
      if (node) return { start: node.offset, end: node.offset + node.length }
      if (length === 0) break
    }
    return { start: 0, end: 0 }
  }
  if (error || !tree) {
    const start = error?.offset ?? 0
    const message = error ? printParseErrorCode(error.error) : 'no value'
    return { value: undefined, issue: { message, place: { start, end: Math.min(start + 1, text.length) } }, placeOf }
  }
  return { value: dataOf(tree), issue: null, placeOf }
}

function dataOf(node: Node): unknown {
  if (node.type === 'object')
    return Object.fromEntries(
      node.children!.map(({ children }) => [String(children![0]!.value), dataOf(children![1]!)]),
    )
  return node.type === 'array' ? (node.children ?? []).map(dataOf) : node.value
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
