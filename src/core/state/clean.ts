import { maskSecrets } from '../secrets.ts'
import { cleanText, count } from '../text.ts'
import { isRecord, join, type Problem, record } from './problem.ts'
import { MAX_FIELD_BYTES, MAX_STATE_BYTES } from './validate.ts'

/** Deepest nesting read; the format itself needs nine. */
const MAX_DEPTH = 32

export interface CleanResult {
  /** Undefined when a limit was passed. */
  value: unknown
  /** What was removed or masked, by field. */
  warnings: Problem[]
  /** Limits that were passed. */
  problems: Problem[]
}

/**
 * A copy with NFC text, without control, zero-width and bidi characters, NUL and lone surrogates, with secrets masked, in values
 * and in keys. Counts while it walks, so that shared or endless YAML references cannot grow it beyond the limits.
 */
export function cleanState(value: unknown): CleanResult {
  const walk = new Walk()
  try {
    const cleaned = walk.value(value, null, 0)
    if (walk.problems.length === 0 && Buffer.byteLength(JSON.stringify(cleaned) ?? '') > MAX_STATE_BYTES)
      throw TOO_LARGE
    return { value: walk.problems.length > 0 ? undefined : cleaned, warnings: walk.warnings, problems: walk.problems }
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    return { value: undefined, warnings: walk.warnings, problems: [...walk.problems, error.problem] }
  }
}

class TooMuch extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.problem)
    this.problem = problem
  }
}

const TOO_LARGE = new TooMuch({ pointer: '', problem: 'is more than 1 MiB' })

/** The way to a value, from its end; written out only when there is something to say. */
interface Way {
  up: Way | null
  key: string | number
}

function pointerOf(way: Way | null): string {
  return way === null ? '' : join(pointerOf(way.up), way.key)
}

class Walk {
  warnings: Problem[] = []
  problems: Problem[] = []
  /** Never more than the bytes of the JSON. */
  private size = 0
  /** Short texts found clean before: keys and words come again and again. */
  private readonly clean = new Set<string>()

  value(value: unknown, way: Way | null, depth: number): unknown {
    if (depth > MAX_DEPTH)
      throw new TooMuch({ pointer: pointerOf(way), problem: `is nested more than ${MAX_DEPTH} levels deep` })
    if (typeof value === 'string') return this.text(value, way)
    this.count(1)
    if (Array.isArray(value)) return value.map((item, key) => this.value(item, { up: way, key }, depth + 1))
    if (isRecord(value)) return this.record(value, way, depth)
    if (typeof value === 'bigint') return String(value)
    return typeof value === 'boolean' || Number.isFinite(value) ? value : null
  }

  private record(value: Record<string, unknown>, way: Way | null, depth: number): unknown {
    const entries: [string, unknown][] = []
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue
      const at = { up: way, key }
      entries.push([this.text(key, at), this.value(item, at, depth + 1)])
    }
    return record(entries)
  }

  private text(text: string, way: Way | null): string {
    this.count(text.length)
    if (this.clean.has(text)) return text
    const warn = (list: Problem[], problem: string) => void list.push({ pointer: pointerOf(way), problem })
    const bytes = text.length > MAX_FIELD_BYTES / 3 ? Buffer.byteLength(text) : 0
    if (bytes > MAX_FIELD_BYTES) warn(this.problems, `is ${bytes} bytes, more than 100 KiB`)
    const { text: visible, removed } = cleanText(text)
    if (removed > 0) warn(this.warnings, `${count(removed, 'invisible character')} removed`)
    const masked = maskSecrets(visible)
    if (masked !== visible) warn(this.warnings, 'a secret was masked')
    if (masked === text && text.length <= 32) this.clean.add(text)
    return masked
  }

  private count(characters: number): void {
    this.size += characters
    if (this.size > MAX_STATE_BYTES) throw TOO_LARGE
  }
}
