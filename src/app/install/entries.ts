import { isDeepStrictEqual } from 'node:util'

/** A value that midstride owns inside a configuration file of somebody else. */
export interface Entry {
  /** Keys from the root. */
  path: readonly string[]
  value: unknown
  /** set: this key · append: one more element of the list at that key · default: this key, unless it is there. */
  mode: 'set' | 'append' | 'default'
}

/** A change of text: at `at` stood `removed`, now stand `length` characters. */
export interface Splice {
  at: number
  removed: string
  length: number
}

export interface Merged {
  text: string
  /** Changes in order, from the text given to the new one. */
  ops: Splice[]
  /** Entries that were written, or taken out. */
  applied: Entry[]
  /** Entries left alone because something else stands there. */
  kept: Entry[]
}

/** The one stretch in which two texts differ. */
export function splice(before: string, after: string): Splice {
  let start = 0
  const shorter = Math.min(before.length, after.length)
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  return { at: start, removed: before.slice(start, before.length - end), length: after.length - end - start }
}

/** Undoes changes in reverse order; the text must be the one they led to. */
export function undo(text: string, ops: readonly Splice[]): string {
  return ops.reduceRight((now, { at, removed, length }) => now.slice(0, at) + removed + now.slice(at + length), text)
}

/** The value at a path of own keys, or undefined. */
export function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

/** Equal as data, whatever the parser's prototypes and the order of keys. */
export const sameValue = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b))

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null')
