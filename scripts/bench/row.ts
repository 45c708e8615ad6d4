import { performance } from 'node:perf_hooks'

/** One line of the benchmark table. Ratios within one run say more than milliseconds across machines. */
export interface Row {
  what: string
  /** Median, with its unit: `12.3 ms`, `84 MB/s`. */
  value: string
  /** Compared with what, and how: `0.5 × JSON.parse`. */
  ratio?: string
  /** The budget of this figure, when it has one. */
  bar?: string
}

/** Says on stderr what was found, while the rest is still measured. */
export function told(row: Row): Row {
  process.stderr.write(`${[row.what, row.value, row.ratio].filter(Boolean).join(' | ')}\n`)
  return row
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

/** Median milliseconds of `runs` calls after one that is not counted. */
export async function time(runs: number, work: () => unknown): Promise<number> {
  await work()
  const samples: number[] = []
  for (let i = 0; i < runs; i += 1) {
    const start = performance.now()
    await work()
    samples.push(performance.now() - start)
  }
  return median(samples)
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
