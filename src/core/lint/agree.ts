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
  /** Words `value` may be; another one is a finding of the rule that knows them, and compared with nothing. */
  known?: readonly string[] | undefined
}

/** Mark an entry was shortened with; what stands before it must agree. */
const CUT = /(?:…|\.\.\.)\s*$/

/** Words only: marks are escaped, rendered away or shortened on the way from one place to the other. */
export const plainText = (text: string): string =>
  text.replace(BEYOND_ASCII.test(text) ? /[^\p{L}\p{N}]+/gu : /[^A-Za-z0-9]+/g, ' ').trim()

/** Without any of these the letters and digits are those of ASCII, which is found many times faster. */
const BEYOND_ASCII = /[\u0080-\uffff]/

/** Same words, of which either may be shortened. */
export function sameText(a: string, b: string): boolean {
  return alike(known(a), known(b))
}

interface Known {
  plain: string
  cut: boolean
}

const known = (text: string): Known => ({ plain: plainText(text), cut: CUT.test(text) })

function alike(a: Known, b: Known): boolean {
  return a.plain === b.plain || (a.cut && b.plain.startsWith(a.plain)) || (b.cut && a.plain.startsWith(b.plain))
}

/** Reports entries that only one of the two lists has, and those of which they say different things. */
export function compare(
  here: readonly Entry[],
  there: readonly Entry[],
  words: Words,
  report: RuleContext['report'],
  options: { partial?: boolean } = {},
): void {
  const rest = new Rest(there)
  for (const entry of here) {
    if (isGap(entry.key)) continue
    const match = rest.take(entry.key)
    if (!match)
      report({
        place: entry.place,
        unexpected: `${words.thing} ${quote(entry.key)} in ${words.here} only`,
        expected: `the same in ${words.there}`,
      })
    else if (words.value && isKnown(entry.value, words.known) && differ(entry.value, match.value))
      report({
        place: entry.place,
        unexpected: `${words.value} ${quote(entry.value!)} of ${words.thing} ${quote(entry.key)}`,
        expected: `${quote(match.value!)}, as in ${words.there}`,
      })
  }
  const left = rest.left().filter(entry => !isGap(entry.key))
  if (options.partial || left.length <= here.filter(entry => isGap(entry.key)).length) return
  for (const entry of left)
    report({
      place: entry.place,
      unexpected: `${words.thing} ${quote(entry.key)} in ${words.there} only`,
      expected: `the same in ${words.here}`,
    })
}

/** Nothing yet, or a placeholder, which has a finding of its own. */
const isGap = (key: string): boolean => isBlank(key) || plainText(key) === '' || /^\[.*\]$/.test(key)

function isKnown(value: string | null | undefined, words: readonly string[] | undefined): boolean {
  const [first = ''] = value?.match(/\w+/) ?? []
  return !words || words.some(word => word.toLowerCase() === first.toLowerCase())
}

function differ(a: string | null | undefined, b: string | null | undefined): boolean {
  return Boolean(a) && Boolean(b) && a!.toLowerCase() !== b!.toLowerCase()
}

/** Entries still without a partner, found by their words. */
class Rest {
  private readonly exact = new Map<string, Entry[]>()
  /** Those that are shortened; only they, or a shortened key, need more than a look-up. */
  private readonly cut: { key: Known; entry: Entry }[] = []
  private readonly gone = new Set<Entry>()

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) {
      const key = known(entry.key)
      const same = this.exact.get(key.plain)
      if (same) same.push(entry)
      else this.exact.set(key.plain, [entry])
      if (key.cut) this.cut.push({ key, entry })
    }
  }

  take(text: string): Entry | undefined {
    const key = known(text)
    const found = this.first(this.exact.get(key.plain)) ?? this.shortened(key)
    if (found) this.gone.add(found)
    return found
  }

  left(): Entry[] {
    return [...this.exact.values()].flat().filter(entry => !this.gone.has(entry))
  }

  private shortened(key: Known): Entry | undefined {
    const near = this.cut.find(({ key: other, entry }) => !this.gone.has(entry) && alike(key, other))?.entry
    if (near || !key.cut) return near
    for (const [plain, entries] of this.exact) {
      const entry = plain.startsWith(key.plain) ? this.first(entries) : undefined
      if (entry) return entry
    }
    return undefined
  }

  private first(entries: readonly Entry[] | undefined): Entry | undefined {
    return entries?.find(entry => !this.gone.has(entry))
  }
}

export const quote = (text: string): string => `\`${truncate(oneLine(text), 80).replaceAll('`', "'")}\``
