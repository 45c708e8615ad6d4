import type { HandoffDocument } from '../core/document.ts'
import { findCalls } from '../core/lint/calls.ts'
import { proseOf } from '../core/lint/prose.ts'
import { stateOf } from '../core/lint/state.ts'
import { findTables } from '../core/lint/tables.ts'

/** Runs a piece of work and adds its time to what is known under that name. */
export type Measure = <T>(name: string, work: () => T) => T

export interface Timing {
  measure: Measure
  /** Name, milliseconds and share, the slowest first; at most `most` lines. */
  table(most: number): string
}

export function startTiming(): Timing {
  const spent = new Map<string, number>()
  return {
    measure(name, work) {
      const begun = performance.now()
      try {
        return work()
      } finally {
        spent.set(name, (spent.get(name) ?? 0) + performance.now() - begun)
      }
    },
    table(most) {
      const rows = [...spent].sort((a, b) => b[1] - a[1])
      const all = rows.reduce((sum, [, ms]) => sum + ms, 0)
      const width = Math.max(4, ...rows.slice(0, most).map(([name]) => name.length))
      const line = (name: string, ms: string, part: string) =>
        `${name.padEnd(width)}  ${ms.padStart(9)}  ${part.padStart(6)}`
      return [
        line('rule', 'ms', '%'),
        ...rows.slice(0, most).map(([name, ms]) => line(name, ms.toFixed(2), ((ms * 100) / (all || 1)).toFixed(1))),
      ].join('\n')
    },
  }
}

/** Works out beforehand what several rules share, so that it does not count as the time of whoever asks first. */
export function readShared(document: HandoffDocument): void {
  for (const read of [stateOf, findCalls, findTables, proseOf]) read(document)
}
