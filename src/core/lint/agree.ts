import type { Place } from '../finding.ts'
import { oneLine, truncate } from '../text.ts'
import type { RuleContext } from './rule.ts'
import { isBlank } from './tables.ts'

/** One entry of a list that stands in two places of a document. */
export interface Entry {
  key: string
  place: Place
  /** What both must say of it besides, status for one. */
  value?: string | null | undefined
}

interface Words {
  /** `subagent`, `gate`. */
  thing: string
  /** `1.1`, `1.20`. */
  here: string
  there: string
  /** `status`; names what `value` is. */
  value?: string
}

/** Cuts an entry was shortened with; what stands before it must agree. */
const CUT = /\s*(?:…|\.\.\.)$/

/** Same text but for white space, case of the first letter and shortening. */
export function sameText(a: string, b: string): boolean {
  const [x, y] = [oneLine(a), oneLine(b)]
  if (x === y) return true
  if (CUT.test(x) && y.startsWith(x.replace(CUT, ''))) return true
  return CUT.test(y) && x.startsWith(y.replace(CUT, ''))
}

/** Reports entries that only one of the two lists has, and those of which they say different things. */
export function compare(
  here: readonly Entry[],
  there: readonly Entry[],
  words: Words,
  report: RuleContext['report'],
  options: { partial?: boolean } = {},
): void {
  const rest = new Map<string, Entry[]>()
  for (const entry of there) rest.set(oneLine(entry.key), [...(rest.get(oneLine(entry.key)) ?? []), entry])
  for (const entry of here) {
    if (isBlank(entry.key)) continue
    const match = take(rest, entry.key)
    if (!match)
      report({
        place: entry.place,
        unexpected: `${words.thing} ${quote(entry.key)} in ${words.here} only`,
        expected: `the same in ${words.there}`,
      })
    else if (words.value && differ(entry.value, match.value))
      report({
        place: entry.place,
        unexpected: `${words.value} ${quote(entry.value!)} of ${words.thing} ${quote(entry.key)}`,
        expected: `${quote(match.value!)}, as in ${words.there}`,
      })
  }
  if (options.partial) return
  for (const entry of [...rest.values()].flat())
    report({
      place: entry.place,
      unexpected: `${words.thing} ${quote(entry.key)} in ${words.there} only`,
      expected: `the same in ${words.here}`,
    })
}

function differ(a: string | null | undefined, b: string | null | undefined): boolean {
  return Boolean(a) && Boolean(b) && a!.toLowerCase() !== b!.toLowerCase()
}

function take(rest: Map<string, Entry[]>, key: string): Entry | undefined {
  const plain = oneLine(key)
  const at = rest.has(plain)
    ? plain
    : [...rest.keys()].find(other => (CUT.test(plain) || CUT.test(other) ? sameText(plain, other) : false))
  const list = at === undefined ? undefined : rest.get(at)
  const found = list?.shift()
  if (list?.length === 0) rest.delete(at!)
  return found
}

export const quote = (text: string): string => `\`${truncate(oneLine(text), 80).replaceAll('`', "'")}\``
