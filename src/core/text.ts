/** Zero-width, bidirectional and other invisible characters that can hide text from a reader. Emoji joiners between emoji stay. */
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|(?<!\p{Extended_Pictographic}|\ufe0f)\u200d|[\u{e0000}-\u{e0fff}]/gu
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Most text is this, and is clean as it stands. */
const PLAIN = /^[\t\n\x20-\x7e]*$/

export interface Cleaned {
  text: string
  /** How many characters were removed. */
  removed: number
}

/** NFC, LF newlines, without control, zero-width and bidi characters. Idempotent. */
export function cleanText(text: string): Cleaned {
  if (PLAIN.test(text)) return { text, removed: 0 }
  const unified = text.replace(/\r\n?/g, '\n')
  const cleaned = unified.replace(LONE_SURROGATE, '').replace(CONTROL, '').replace(INVISIBLE, '')
  return { text: cleaned.normalize('NFC'), removed: unified.length - cleaned.length }
}

/** Cuts to at most `max` UTF-16 code units without splitting a surrogate pair; the cut is marked with `…`. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text
  let end = Math.max(0, max - 1)
  if (/[\ud800-\udbff]/.test(text[end - 1] ?? '')) end -= 1
  return `${text.slice(0, end).trimEnd()}…`
}

/** One line: every run of white space becomes a space. */
export function oneLine(text: string): string {
  return (/\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text).trim()
}

/** `1 file`, `3 files`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`
}

/** `5 minutes`, `3 hours`, `4 days`: how long something has been so. */
export function age(hours: number): string {
  if (hours < 1) return count(Math.max(1, Math.round(hours * 60)), 'minute')
  return hours < 48 ? count(Math.round(hours), 'hour') : count(Math.round(hours / 24), 'day')
}

/** The nearest of `known` to a mistyped word, or undefined when nothing is near. */
export function suggest(word: string, known: Iterable<string>): string | undefined {
  let best: { name: string; distance: number } | undefined
  const lower = word.toLowerCase()
  for (const name of known) {
    const limit = Math.max(1, Math.floor(name.length / 3))
    // as many letters have to be put in or taken out at least; a line of megabytes is no misspelt name
    if (Math.abs(lower.length - name.length) > limit) continue
    const distance = editDistance(lower, name.toLowerCase())
    if (distance <= limit && (!best || distance < best.distance)) best = { name, distance }
  }
  return best?.name
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(
        Math.min(
          last[j]! + 1,
          row[j - 1]! + 1,
          last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
          swapped ? beforeLast[j - 2]! + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
