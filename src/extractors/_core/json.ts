export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const asObject = (value: unknown): Json => (isObject(value) ? value : {})
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
export const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const objects = (value: unknown): Json[] => asList(value).filter(isObject)
export const numberOrNull = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null

/** A copy that stands alone: a slice would keep its whole line in memory. */
export const alone = (text: string): string => ` ${text}`.slice(1)

export interface ReadLine {
  /** Every complete object on the line; a sound line has one. */
  values: Json[]
  /** What was wrong with the line, or null. */
  problem: string | null
}

/** Most objects taken off one line: writers that race leave two or three. */
const MAX_OBJECTS = 100

/** Parses one line of JSONL. Two objects on one line are both read; what cannot be read is named, never thrown. */
export function readLine(text: string): ReadLine {
  const line = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  if (line.trim() === '') return { values: [], problem: null }
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? { values: [value], problem: null } : { values: [], problem: 'not a JSON object' }
  } catch {
    return readSeveral(line)
  }
}

function readSeveral(line: string): ReadLine {
  const values: Json[] = []
  let at = 0
  while (at < line.length && values.length < MAX_OBJECTS) {
    const end = objectEnd(line, at)
    if (end < 0) break
    try {
      const value: unknown = JSON.parse(line.slice(at, end))
      if (isObject(value)) values.push(value)
    } catch {
      return { values, problem: values.length > 0 ? 'text after the first object is not JSON' : 'not JSON' }
    }
    at = end
    while (/\s/.test(line[at] ?? '')) at += 1
  }
  if (values.length === 0) return { values, problem: 'not JSON' }
  if (at < line.length) return { values, problem: 'text after the first object is not JSON' }
  return { values, problem: `${values.length === 2 ? 'two' : values.length} objects on one line` }
}

/** End of the object that starts at `start`, by counting braces outside strings; -1 when it does not end. */
function objectEnd(line: string, start: number): number {
  if (line[start] !== '{') return -1
  const token = /["{}]/g
  let depth = 0
  token.lastIndex = start
  for (let match = token.exec(line); match; match = token.exec(line)) {
    if (match[0] === '{') depth += 1
    else if (match[0] === '}') {
      depth -= 1
      if (depth === 0) return match.index + 1
    } else {
      const end = stringEnd(line, match.index)
      if (end < 0) return -1
      token.lastIndex = end
    }
  }
  return -1
}

const BACKSLASH = 0x5c

/** Place behind the string that opens with the quote at `start`; -1 when it does not end. */
export function stringEnd(line: string, start: number): number {
  for (let quote = line.indexOf('"', start + 1); quote >= 0; quote = line.indexOf('"', quote + 1)) {
    let slashes = 0
    while (line.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes += 1
    if (slashes % 2 === 0) return quote + 1
  }
  return -1
}

/** ISO 8601 in UTC of whatever a transcript calls a time (ISO text, milliseconds, seconds), or null. */
export function isoTime(value: unknown): string | null {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return value
  const time =
    typeof value === 'number'
      ? new Date(value < 1e11 ? value * 1000 : value)
      : typeof value === 'string'
        ? new Date(value)
        : null
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString()
}
