import { truncate } from '../text.ts'
import { safeText } from './safe.ts'

/** One entry; `text(cap)` is at most about `cap` long, or as long as it must be. */
export interface Item {
  text(cap: number): string
  /** Everything, with details: the text for a cap of Infinity. */
  full: string
  /** Lower stays longer. */
  rank: number
}

/** Its full text is made when it is first asked for. */
export function item(full: () => string, cut: (cap: number) => string, rank = 0): Item {
  let whole: string | undefined
  return {
    rank,
    get full() {
      whole ??= full()
      return whole
    },
    text(cap) {
      return cap === Infinity ? this.full : cut(cap)
    },
  }
}

/** A line of text with a detail that is shown only when there is room for everything. */
export function line(main: string, detail?: string | null, rank = 0): Item {
  const text = safeText(main)
  return item(
    () => (detail ? `${text} (${safeText(detail)})` : text),
    cap => truncate(text, cap),
    rank,
  )
}

/** Two texts that both matter, such as a lesson and the words it was drawn from. */
export function pair(first: string, second: string): Item {
  const [a, b] = [safeText(first), safeText(second)]
  return item(
    () => `${a} ("${b}")`,
    cap => {
      const half = Math.max(20, Math.floor((cap - 5) / 2))
      const left = truncate(a, Math.max(half, cap - 5 - b.length))
      return `${left} ("${truncate(b, Math.max(half, cap - 5 - left.length))}")`
    },
  )
}

/** An entry that is useless when cut. */
export const whole = (text: string, rank: number): Item =>
  item(
    () => text,
    () => text,
    rank,
  )
