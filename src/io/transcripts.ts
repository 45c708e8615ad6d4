import { closeSync, type Dirent, openSync, readdirSync, readSync } from 'node:fs'
import path from 'node:path'
import type { CompanionFolder, LinePlace } from '../core/extractor.ts'
import { statFile } from './files.ts'

/** Small enough for a processor's cache, large enough that few lines are cut by it. */
const CHUNK = 256 * 1024
const NEWLINE = 10
const RETURN = 13

export interface LinesRead {
  bytes: number
  /** Byte after the last newline: an unterminated last line starts here. */
  terminated: number
}

/** `complete` is false for a last line without a newline. */
export type OnLine = (bytes: Buffer, place: LinePlace, complete: boolean) => void

/**
 * Feeds a file line by line. Memory is bounded by the longest line; the buffer is only valid during the call. Reads without
 * giving way: handing every megabyte over to another thread and back takes longer than the work on it.
 */
export function eachLine(file: string, onLine: OnLine): LinesRead {
  const handle = openSync(file, 'r')
  try {
    const splitter = new LineSplitter(onLine)
    const chunk = Buffer.allocUnsafe(CHUNK)
    for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk))
      splitter.push(chunk.subarray(0, read))
    return splitter.end()
  } finally {
    closeSync(handle)
  }
}

/** Cuts a stream of chunks into lines; a line that spans chunks is copied once, however long it is. */
export class LineSplitter {
  private readonly onLine: OnLine
  private held: Buffer[] = []
  private heldBytes = 0
  private lineStart = 0
  private line = 1

  constructor(onLine: OnLine) {
    this.onLine = onLine
  }

  push(chunk: Buffer): void {
    let from = 0
    for (let newline = chunk.indexOf(NEWLINE); newline >= 0; newline = chunk.indexOf(NEWLINE, from)) {
      this.emit(chunk.subarray(from, newline), true)
      from = newline + 1
    }
    if (from < chunk.length) {
      this.held.push(Buffer.from(chunk.subarray(from)))
      this.heldBytes += chunk.length - from
    }
  }

  end(): LinesRead {
    const terminated = this.lineStart
    if (this.heldBytes > 0) this.emit(Buffer.alloc(0), false)
    return { bytes: this.lineStart - (terminated === this.lineStart ? 0 : 1), terminated }
  }

  private emit(rest: Buffer, complete: boolean): void {
    const whole = this.heldBytes === 0 ? rest : Buffer.concat([...this.held, rest])
    const place = { line: this.line, offset: this.lineStart }
    this.lineStart += whole.length + 1
    this.line += 1
    this.held = []
    this.heldBytes = 0
    this.onLine(whole.at(-1) === RETURN ? whole.subarray(0, -1) : whole, place, complete)
  }
}

/** The first bytes of a regular file and its size; UserError when there is none. */
export function readHead(file: string, length: number): { head: Buffer; size: number } {
  const { size } = statFile(file)
  const handle = openSync(file, 'r')
  try {
    const head = Buffer.alloc(Math.min(length, size))
    return { head: head.subarray(0, readSync(handle, head)), size }
  } finally {
    closeSync(handle)
  }
}

/** A line ends before `offset` or at it: at the start, at the end and next to a newline. */
export function isBetweenLines(file: string, offset: number): boolean {
  if (offset === 0) return true
  const handle = openSync(file, 'r')
  try {
    const around = Buffer.alloc(2)
    const read = readSync(handle, around, 0, 2, offset - 1)
    return read < 2 || around.includes(NEWLINE)
  } finally {
    closeSync(handle)
  }
}

const MAX_COMPANIONS = 2000

/** Companion files that exist, sorted by name; unreadable folders count as empty. */
export function findCompanions(folders: readonly CompanionFolder[]): string[] {
  const found: string[] = []
  for (const { folder, file, deep } of folders)
    for (const entry of entriesOf(folder, deep))
      if (entry.isFile() && file.test(entry.name)) found.push(path.join(entry.parentPath, entry.name))
  return found.sort().slice(0, MAX_COMPANIONS)
}

function entriesOf(folder: string, deep: boolean): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: deep })
  } catch {
    return []
  }
}
