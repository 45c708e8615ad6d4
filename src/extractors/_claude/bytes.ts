/**
 * Finding keys in the bytes of a JSON line without parsing it. Keys are looked for as `"key":"`: inside a JSON string every
 * quote carries a backslash, so text can never look like a key.
 */

/** The string value of a key, or null when it is absent or does not end here. */
export function stringField(text: string, name: string): string | null {
  const at = text.indexOf(`"${name}":"`)
  return at < 0 ? null : stringAt(text, at + name.length + 4)
}

/** The string that starts after its opening quote; `text` is Latin-1, as bytes are cheapest to look at. */
export function stringAt(text: string, start: number): string | null {
  let end = text.indexOf('"', start)
  while (end > start && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  if (end < 0) return null
  const raw = text.slice(start, end)
  if (!/[\\\u0080-\u00ff]/.test(raw)) return raw
  try {
    return JSON.parse(`"${Buffer.from(raw, 'latin1').toString('utf8')}"`) as string
  } catch {
    return null
  }
}

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0
  while (text[quote - 1 - slashes] === '\\') slashes += 1
  return slashes % 2 === 1
}

/** Latin-1 text of a stretch of bytes, clamped to what is there. */
export const latin = (bytes: Buffer, start: number, end: number): string =>
  bytes.toString('latin1', Math.max(0, start), Math.min(bytes.length, end))

/** JSON value between two byte offsets, or undefined. */
export function valueBetween(bytes: Buffer, start: number, end: number): unknown {
  try {
    return JSON.parse(bytes.toString('utf8', start, end))
  } catch {
    return undefined
  }
}
