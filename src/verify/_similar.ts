/** Likeness of short texts by their words. */
import { words } from '../core/words.ts'

const SMALL = new Set(
  'a an the and or of to in on for with at by from is are be as it its this that into now use using used go with'.split(
    ' ',
  ),
)

const stem = (word: string) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s|e|er)$/, '') : word)

export function contentWords(text: string): Set<string> {
  return new Set(
    words(text.slice(0, 2000))
      .filter(word => !SMALL.has(word))
      .map(stem),
  )
}

/** Share of the smaller text's words that the other has too, 0 to 1. */
export function overlap(a: string, b: string): number {
  const [x, y] = [contentWords(a), contentWords(b)]
  const small = Math.min(x.size, y.size)
  if (small === 0) return 0
  let shared = 0
  for (const word of x) if (y.has(word)) shared += 1
  return shared / small
}

/** Shared words among all words of both, 0 to 1. */
export function likeness(a: string, b: string): number {
  const [x, y] = [contentWords(a), contentWords(b)]
  let shared = 0
  for (const word of x) if (y.has(word)) shared += 1
  const all = x.size + y.size - shared
  return all === 0 ? 0 : shared / all
}
