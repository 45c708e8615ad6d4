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
 * and in keys. Counts bytes while it walks, so that shared or endless YAML references cannot grow it beyond the limits.
 */
export function cleanState(value: unknown): CleanResult {
  const walk = new Walk()
  try {
    const cleaned = walk.value(value, '', 0)
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

class Walk {
  warnings: Problem[] = []
  problems: Problem[] = []
  private bytes = 0

  value(value: unknown, pointer: string, depth: number): unknown {
    if (depth > MAX_DEPTH) throw new TooMuch({ pointer, problem: `is nested more than ${MAX_DEPTH} levels deep` })
    if (typeof value === 'string') return this.text(value, pointer)
    if (Array.isArray(value)) {
      this.count(2 + Math.max(0, value.length - 1))
      return value.map((item, index) => this.value(item, join(pointer, index), depth + 1))
    }
    if (isRecord(value)) return this.record(value, pointer, depth)
    this.count(String(value).length)
    return typeof value === 'number' && !Number.isFinite(value) ? null : value
  }

  private record(value: Record<string, unknown>, pointer: string, depth: number): unknown {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    this.count(2 + Math.max(0, entries.length - 1))
    return record(
      entries.map(([key, item]) => {
        const at = join(pointer, key)
        const name = this.text(key, at)
        this.count(1)
        return [name, this.value(item, at, depth + 1)] as const
      }),
    )
  }

  private text(text: string, pointer: string): string {
    if (Buffer.byteLength(text) > MAX_FIELD_BYTES)
      this.problems.push({ pointer, problem: `is ${kib(Buffer.byteLength(text))}, more than 100 KiB` })
    const { text: clean, removed } = cleanText(text)
    if (removed > 0) this.warnings.push({ pointer, problem: `${count(removed, 'invisible character')} removed` })
    const masked = maskSecrets(clean)
    if (masked !== clean) this.warnings.push({ pointer, problem: 'a secret was masked' })
    this.count(jsonLength(masked))
    return masked
  }

  private count(bytes: number): void {
    this.bytes += bytes
    if (this.bytes > MAX_STATE_BYTES) throw new TooMuch({ pointer: '', problem: 'is more than 1 MiB' })
  }
}

const jsonLength = (text: string) => Buffer.byteLength(JSON.stringify(text))
const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`
