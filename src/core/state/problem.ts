/** What is wrong with one field, in plain words. */
export interface Problem {
  /** JSON pointer: `/todos/explicit/2/status`; empty for the whole state. */
  pointer: string
  /** `expected one of pending, completed, found "later"`. */
  problem: string
}

/** A pointer as people write it: `todos.explicit[2].status`. */
export function fieldName(pointer: string): string {
  if (pointer === '') return 'the state'
  return segments(pointer)
    .map((segment, index) => (/^\d+$/.test(segment) ? `[${segment}]` : index === 0 ? segment : `.${segment}`))
    .join('')
}

export function segments(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(segment => segment.replace(/~1/g, '/').replace(/~0/g, '~'))
}

export function join(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`
}

/** `todos.explicit[2].status: expected one of …`, with the number of further problems. */
export function describe(problems: readonly Problem[], shown = 3): string {
  const words = problems.slice(0, shown).map(({ pointer, problem }) => `${fieldName(pointer)}: ${problem}`)
  const more = problems.length - words.length
  return [...words, ...(more > 0 ? [`${more} more`] : [])].join('; ')
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Object from entries; every key becomes an own property, `__proto__` too. */
export const record = (entries: Iterable<readonly [string, unknown]>): Record<string, unknown> =>
  Object.fromEntries(entries)
