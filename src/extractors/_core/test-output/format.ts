/** What a test runner's output says. */
export interface TestCounts {
  /** null when the output does not count them. */
  passed: number | null
  /** Failures and errors together; null when the output does not count them. */
  failed: number | null
  failing: string[]
  /** Stated outright where counts do not decide (`FAIL`, `BUILD SUCCESSFUL`). */
  verdict?: 'passed' | 'failed'
  /** Counted line by line: what a filter cut off is not in the counts. */
  partial?: boolean
}

/** One output format. `parse` gets text without ANSI codes and returns null when it is not its own. Linear. */
export interface TestFormat {
  id: string
  /** Matched against the command, wrappers taken off: a format that is named there is tried first. */
  hint?: RegExp
  /** A text without any of these is not of this format: told many times faster than by trying. */
  signs?: readonly string[]
  /** Where the format is documented or was read off. */
  source: string
  parse(text: string): TestCounts | null
}

export const defineTestFormat = (format: TestFormat): TestFormat => format

const MAX_NAMES = 100
const MAX_NAME = 300

/** First groups of every match, unique, in order, at most 100. Patterns are per line (`gm`). */
export function names(text: string, ...patterns: RegExp[]): string[] {
  const found = new Set<string>()
  for (const pattern of patterns)
    for (const match of text.matchAll(pattern)) {
      const name = match[1]?.trim().slice(0, MAX_NAME)
      if (name) found.add(name)
      if (found.size >= MAX_NAMES) return [...found]
    }
  return [...found]
}

/** `3 failed, 12 passed` → the number before a word that matches, summed; null when the word is missing. */
export function counted(text: string, word: RegExp): number | null {
  let total: number | null = null
  for (const match of text.matchAll(/(\d{1,9})\s+([A-Za-z]+)/g))
    if (word.test(match[2]!)) total = (total ?? 0) + Number(match[1])
  return total
}

/** Adds what may be unknown. */
export function sum(...values: (number | null | undefined)[]): number | null {
  const known = values.filter((value): value is number => value !== null && value !== undefined)
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0)
}

/** Numbers of every match, summed per group. */
export function totals(text: string, pattern: RegExp, groups: number): number[] | null {
  let found: number[] | null = null
  for (const match of text.matchAll(pattern)) {
    found ??= new Array<number>(groups).fill(0)
    for (let group = 0; group < groups; group += 1) found[group]! += Number(match[group + 1] ?? 0)
  }
  return found
}
