import { MASK, maskSecrets } from '../secrets.ts'
import { cleanText, oneLine, truncate } from '../text.ts'

/** Just under the schema's limit for one text, so that the mark of a cut still fits. */
export const MAX_TEXT = 102_000

/** Without control, zero-width and bidi characters, secrets masked, cut to `max` code units. */
export function text(value: string, max = MAX_TEXT): string {
  return fromStart(value, max, part => maskSecrets(cleanText(part).text))
}

/** The same on one line. */
export function line(value: string, max = MAX_TEXT): string {
  return fromStart(value, max, part => oneLine(maskSecrets(cleanText(part).text)))
}

/** Longer than any secret but a private key, which is masked from its first line on. */
const MARGIN = 1024

/** Looks at no more of a long value than can be shown; a secret that the look cuts through lies beyond the end. */
function fromStart(value: string, max: number, clean: (part: string) => string): string {
  const look = 2 * max + 2 * MARGIN
  if (value.length > look) {
    const shown = clean(value.slice(0, look))
    if (shown.length > max + MARGIN) return cut(shown, max)
  }
  return cut(clean(value), max)
}

/** Bytes the store takes in one text, in UTF-8. */
const MAX_BYTES = 100 * 1024

/** A cut through a mask may look like a secret again; it is then masked once more, and given up when it does not fit. */
function cut(value: string, max: number): string {
  const fitting = Math.min(max, unitsThatFit(value))
  if (value.length <= fitting) return value
  const masked = maskSecrets(truncate(value, fitting))
  return masked.length <= fitting ? masked : MASK
}

/** How many code units of a text stay below the limit in bytes; the whole of nearly every text. */
function unitsThatFit(value: string): number {
  if (value.length * 3 <= MAX_BYTES || Buffer.byteLength(value) <= MAX_BYTES) return value.length
  let low = 0
  let high = value.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (Buffer.byteLength(value.slice(0, middle)) <= MAX_BYTES - 8) low = middle
    else high = middle - 1
  }
  return low
}

/** null instead of nothing. */
export function textOrNull(value: string | null | undefined, max = MAX_TEXT): string | null {
  const cleaned = text(value ?? '', max)
  return cleaned.trim() === '' ? null : cleaned
}

export function lineOrNull(value: string | null | undefined, max = MAX_TEXT): string | null {
  return line(value ?? '', max) || null
}

/** An id of the host, or a replacement when it is empty. */
export function id(value: string, replacement: string): string {
  return line(value, 256) || replacement
}

/** An ISO time the schema accepts, or null. */
export function time(value: string | null | undefined): string | null {
  return value && ISO.test(value) && !Number.isNaN(Date.parse(value)) ? value : null
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/** An absolute POSIX, Windows or UNC path without line breaks and `..`. */
export function isAbsolutePath(value: string): boolean {
  return (
    value.length <= 4096 &&
    /^(?:\/|[A-Za-z]:[\\/]|\\\\)[^\0\n\r]*$/.test(value) &&
    !/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(value)
  )
}

/** The path without invisible characters, or null when it is not absolute. */
export function absolutePath(value: string | null | undefined): string | null {
  const cleaned = cleanText(value ?? '').text
  return isAbsolutePath(cleaned) ? cleaned : null
}

/** The part of a list that the schema takes: the newest entries. */
export function newest<T>(items: readonly T[], max: number): T[] {
  return items.length > max ? items.slice(-max) : [...items]
}

/** `2026-01-05T12:06Z`: what a reader needs of a time; empty when there is none. */
export function minute(at: string | null): string {
  const known = time(at)
  return known ? `${new Date(known).toISOString().slice(0, 16)}Z` : ''
}
