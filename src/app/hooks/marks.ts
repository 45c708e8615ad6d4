/** What hooks remember between two calls of one session: small files beside the log, none of it needed to recover anything. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dataDir, type Env } from '../../io/env.ts'
import { makeFolder } from '../../io/folder.ts'

export interface TakenUp {
  revision: number
  /** Session that left it; null when it was saved without one. */
  session: string | null
}

export interface MarkData {
  /** Revision that was offered at the start and may be taken up by the first prompt. */
  offer?: { revision: number; project: string }
  /** Text that waits for the next prompt, on hosts that take none earlier. */
  pending?: { kind: 'offer' | 'block'; revision: number; project: string }
  /** Revision whose recovery block is in the conversation. */
  injected?: number
  /** What was taken up from other sessions, which this one continues; kept for all hosts alike. */
  tookUp?: TakenUp[]
  /** Session that goes on in the same process, where this one was cleared; kept for all hosts alike. */
  heir?: string
  /** Transcript as it was when its state was last saved. */
  saved?: { size: number; mtimeMs: number; revision: number }
  compactions?: number
  /** Session that is about to call one of our tools; kept under the folder, for servers that are not told their session. */
  caller?: { session: string; at: number }
  /** Session that was just cleared in the agent's process; kept under the process, not under a session. */
  cleared?: { session: string; at: number }
  /** When the project's old sessions were last swept, ms; kept under the project, not under a session. */
  swept?: number
  /** Transcripts that were swept, with their times. */
  seen?: string[]
  /** The end-of-turn reminder was given. */
  reminded?: boolean
  /** Where the search for work done goes on. */
  searched?: number
  /** How far the transcript went when an agent was last seen at work in it. */
  waited?: number
  /** A dump was asked for and has not ended yet. */
  dumping?: boolean
  /** The last words were a halt block; `warned` counts the warnings since the last prompt. */
  closed?: { at: string; warned: number }
}

const KEEP_DAYS = 30
const MAX_BYTES = 64 * 1024

export class Marks {
  readonly #file: string
  #data: MarkData | undefined

  constructor(env: Env, host: string, session: string | null) {
    const key = [env.MIDSTRIDE_DB ?? '', host, session ?? ''].join('\0')
    this.#file = path.join(folder(env), `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`)
  }

  get data(): Readonly<MarkData> {
    this.#data ??= read(this.#file)
    return this.#data
  }

  /** Changes marks; `undefined` removes one. A file that cannot be written costs a repetition, nothing else. */
  set(change: { [K in keyof MarkData]: MarkData[K] | undefined }): void {
    const next = Object.fromEntries(
      Object.entries({ ...this.data, ...change }).filter(([, value]) => value !== undefined),
    )
    this.#data = next as MarkData
    try {
      makeFolder(path.dirname(this.#file), 0o700)
      const temporary = `${this.#file}.${process.pid}.tmp`
      writeFileSync(temporary, JSON.stringify(next), { mode: 0o600 })
      renameSync(temporary, this.#file)
    } catch {}
  }
}

/** Removes marks of sessions that nobody has touched for a month. */
export function pruneMarks(env: Env, now = Date.now()): void {
  try {
    for (const name of readdirSync(folder(env))) {
      const file = path.join(folder(env), name)
      if (now - statSync(file).mtimeMs > KEEP_DAYS * 86_400_000) rmSync(file, { force: true })
    }
  } catch {}
}

function folder(env: Env): string {
  return path.join(dataDir(env), 'hooks')
}

function read(file: string): MarkData {
  try {
    if (statSync(file).size > MAX_BYTES) return {}
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as MarkData) : {}
  } catch {
    return {}
  }
}
