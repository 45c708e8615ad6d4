import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

export interface Tail {
  bytes: Buffer
  /** Offset in the file at which `bytes` begins. */
  start: number
}

/** The last bytes of a file, at most `max` and none before `from` (which counts only while the file is that long); null when it cannot be read. */
export function readTail(file: string, max: number, from = 0): Tail | null {
  try {
    const handle = openSync(file, 'r')
    try {
      const { size } = fstatSync(handle)
      const start = Math.max(from <= size ? from : 0, size - max)
      const buffer = Buffer.alloc(size - start)
      return { bytes: buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, start)), start }
    } finally {
      closeSync(handle)
    }
  } catch {
    return null
  }
}
