/** A time in which nothing happened for longer than this takes no more room than a break. */
const LONG_MS = 20 * 60_000

export interface Break {
  /** Where it is drawn. */
  x: number
  ms: number
}

export interface Scale {
  /** Milliseconds since 1970 → place between `from` and `to`. */
  place(at: number): number
  breaks: Break[]
}

/** Lays times out between two places, in proportion but for nights and lunch breaks. `times` are sorted. */
export function scaleOf(times: readonly number[], from: number, to: number): Scale {
  const gaps = times.slice(1).map((time, index) => time - times[index]!)
  const breaks = gaps.filter(gap => gap > LONG_MS).length
  const busy = gaps.reduce((sum, gap) => sum + (gap > LONG_MS ? 0 : gap), 0)
  const broken = breaks === 0 ? 0 : Math.min(24, (to - from) / 3 / breaks)
  const unit = busy === 0 ? 0 : (to - from - broken * breaks) / busy
  const places: number[] = []
  let x = from
  for (const [index] of times.entries()) {
    const gap = index === 0 ? 0 : gaps[index - 1]!
    x += gap > LONG_MS ? broken : gap * unit
    places.push(x)
  }
  return {
    place: at => between(times, places, at),
    breaks: gaps.flatMap((gap, index) =>
      gap > LONG_MS ? [{ x: (places[index]! + places[index + 1]!) / 2, ms: gap }] : [],
    ),
  }
}

function between(times: readonly number[], places: readonly number[], at: number): number {
  let low = 0
  let high = times.length - 1
  if (high < 0 || at <= times[0]!) return places[0] ?? 0
  if (at >= times[high]!) return places[high]!
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (times[middle]! <= at) low = middle
    else high = middle
  }
  const span = times[high]! - times[low]!
  const part = span === 0 ? 0 : (at - times[low]!) / span
  return places[low]! + part * (places[high]! - places[low]!)
}
