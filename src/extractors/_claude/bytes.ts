import { alone } from '../_core/json.ts'

/** Where a record was written: the four fields Claude Code writes side by side, and their bytes. */
export interface Identity {
  cwd: string
  sessionId: string
  version: string
  gitBranch: string
  /** As it stands in the line, in Latin-1. */
  text: string
}

export const IDENTITY =
  /"cwd":"((?:[^"\\]|\\.){1,400})","sessionId":"([\w-]+)","version":"([\w.-]+)","gitBranch":"((?:[^"\\]|\\.){0,250})"/

export function readIdentity(match: RegExpExecArray): Identity | null {
  const cwd = decoded(match[1]!)
  const gitBranch = decoded(match[4]!)
  if (cwd === null || gitBranch === null) return null
  return {
    cwd: alone(cwd),
    sessionId: alone(match[2]!),
    version: alone(match[3]!),
    gitBranch: alone(gitBranch),
    text: alone(match[0]),
  }
}

/** A JSON string's bytes, read as Latin-1, as the text they mean. */
function decoded(raw: string): string | null {
  if (!/[\\\u0080-\u00ff]/.test(raw)) return raw
  try {
    return JSON.parse(`"${Buffer.from(raw, 'latin1').toString('utf8')}"`) as string
  } catch {
    return null
  }
}

/** JSON value of a text, or null. */
export function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** JSON value between two byte offsets, or null. */
export const valueBetween = (bytes: Buffer, start: number, end: number): unknown =>
  parsedOrNull(bytes.toString('utf8', start, end))
