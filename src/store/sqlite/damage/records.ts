import type { Pages } from './pages.ts'

export type Field = string | number | null

export interface Found {
  rowid: number
  fields: Field[]
}

/** Leaf of a table's tree (https://www.sqlite.org/fileformat.html#b_tree_pages). */
const TABLE_LEAF = 0x0d
/** More than any row of the store. */
const MAX_PAYLOAD = 8 * 1024 * 1024

/** Every row of every table that can be read, of whichever table; what cannot be is left out. */
export function* findRecords(pages: Pages): Iterable<Found> {
  for (let number = 1; number <= pages.count; number += 1) {
    const page = pages.read(number)
    const start = number === 1 ? 100 : 0
    if (page[start] !== TABLE_LEAF) continue
    const cells = page.readUInt16BE(start + 3)
    for (let at = start + 8; at < start + 8 + cells * 2 && at + 2 <= page.length; at += 2) {
      const found = readCell(pages, page, page.readUInt16BE(at))
      if (found) yield found
    }
  }
}

function readCell(pages: Pages, page: Buffer, at: number): Found | null {
  try {
    const cell = new Reader(page, at)
    const length = cell.varint()
    const rowid = cell.varint()
    if (length < 2 || length > MAX_PAYLOAD) return null
    const payload = readPayload(pages, page, cell.at, length)
    return payload && { rowid, fields: readFields(payload) }
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return null
    throw error
  }
}

/** The part of the payload on the page, and the rest from its chain of overflow pages. */
function readPayload(pages: Pages, page: Buffer, at: number, length: number): Buffer | null {
  const most = pages.size - 35
  if (length <= most) return at + length <= page.length ? page.subarray(at, at + length) : null
  const least = Math.floor(((pages.size - 12) * 32) / 255) - 23
  const fitting = least + ((length - least) % (pages.size - 4))
  const local = fitting <= most ? fitting : least
  const parts = [page.subarray(at, at + local)]
  let next = page.readUInt32BE(at + local)
  for (let missing = length - local; missing > 0; missing -= pages.size - 4) {
    if (next === 0 || next > pages.count) return null
    const overflow = pages.read(next)
    parts.push(overflow.subarray(4, 4 + Math.min(missing, pages.size - 4)))
    next = overflow.readUInt32BE(0)
  }
  return Buffer.concat(parts)
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Throws RangeError or TypeError for what is no record. */
function readFields(payload: Buffer): Field[] {
  const header = new Reader(payload, 0)
  const end = header.varint()
  const types: number[] = []
  while (header.at < end) types.push(header.varint())
  let at = end
  return types.map(type => {
    const length = widthOf(type)
    if (at + length > payload.length) throw new RangeError('beyond the record')
    const bytes = payload.subarray(at, at + length)
    at += length
    if (type >= 13 && type % 2 === 1) return UTF8.decode(bytes)
    if (type >= 8) return type === 8 ? 0 : type === 9 ? 1 : null
    return type === 0 || type === 7 ? null : readInteger(bytes)
  })
}

const WIDTHS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0]
const widthOf = (type: number) => WIDTHS[type] ?? Math.floor((type - 12) / 2)
const readInteger = (bytes: Buffer) =>
  bytes.length === 8 ? Number(bytes.readBigInt64BE()) : bytes.readIntBE(0, bytes.length)

class Reader {
  at: number
  private readonly bytes: Buffer

  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes
    this.at = at
  }

  /** One to nine bytes, seven bits each, the ninth eight. */
  varint(): number {
    let value = 0
    for (let n = 0; n < 9; n += 1) {
      const byte = this.bytes.readUInt8(this.at++)
      if (n === 8) return value * 256 + byte
      value = value * 128 + (byte & 0x7f)
      if (byte < 0x80) return value
    }
    return value
  }
}
