/** The pages of a SQLite file and its log, read without SQLite (https://www.sqlite.org/fileformat.html): for files it refuses. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const WAL_HEADER = 32
const FRAME_HEADER = 24

export class Pages {
  readonly size: number
  /** Pages there are, in the file or in its log. */
  readonly count: number
  private readonly file: number
  private readonly log: number | null
  /** Where in the log the newest committed version of a page begins. */
  private readonly newer: ReadonlyMap<number, number>

  constructor(file: string) {
    this.file = openSync(file, 'r')
    this.log = openLog(`${file}-wal`)
    this.size = pageSize(readAt(this.file, 0, 100))
    this.newer = this.log === null ? new Map() : committedFrames(this.log, this.size)
    this.count = Math.max(Math.ceil(fstatSync(this.file).size / this.size), ...this.newer.keys())
  }

  /** Page `number`, counted from 1; what is beyond the end of the file reads as zeros. */
  read(number: number): Buffer {
    const frame = this.newer.get(number)
    return frame === undefined
      ? readAt(this.file, (number - 1) * this.size, this.size)
      : readAt(this.log!, frame, this.size)
  }

  close(): void {
    closeSync(this.file)
    if (this.log !== null) closeSync(this.log)
  }
}

function openLog(file: string): number | null {
  try {
    return openSync(file, 'r')
  } catch {
    return null
  }
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  readSync(file, bytes, 0, length, position)
  return bytes
}

/** Bytes 16 and 17; 4096, which every midstride database has, when the header is not one. */
function pageSize(header: Buffer): number {
  const size = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const isHeader = header.toString('latin1', 0, 15) === 'SQLite format 3'
  return isHeader && size >= 512 && (size & (size - 1)) === 0 ? size : 4096
}

/** Frames up to the last commit whose salts and running checksums are right; what comes after was never acknowledged. */
function committedFrames(log: number, size: number): Map<number, number> {
  const committed = new Map<number, number>()
  const header = readAt(log, 0, WAL_HEADER)
  const magic = header.readUInt32BE(0)
  if ((magic & ~1) >>> 0 !== 0x377f0682 || header.readUInt32BE(8) !== size) return committed
  const sum = new Checksum(magic === 0x377f0683)
  if (!sum.add(header.subarray(0, 24)).equals(header, 24)) return committed
  const open = new Map<number, number>()
  for (let at = WAL_HEADER; at < fstatSync(log).size; at += FRAME_HEADER + size) {
    const frame = readAt(log, at, FRAME_HEADER + size)
    const sameRun = frame.compare(header, 16, 24, 8, 16) === 0
    if (!sameRun || !sum.add(frame.subarray(0, 8)).add(frame.subarray(FRAME_HEADER)).equals(frame, 16)) break
    open.set(frame.readUInt32BE(0), at + FRAME_HEADER)
    if (frame.readUInt32BE(4) === 0) continue
    for (const [page, place] of open) committed.set(page, place)
    open.clear()
  }
  return committed
}

/** The checksum of the log, section 4.2 of the file format. */
class Checksum {
  private first = 0
  private second = 0
  private readonly big: boolean

  constructor(big: boolean) {
    this.big = big
  }

  add(bytes: Buffer): this {
    const word = (at: number) => (this.big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at))
    for (let at = 0; at < bytes.length; at += 8) {
      this.first = (this.first + word(at) + this.second) >>> 0
      this.second = (this.second + word(at + 4) + this.first) >>> 0
    }
    return this
  }

  equals(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.first && bytes.readUInt32BE(at + 4) === this.second
  }
}
