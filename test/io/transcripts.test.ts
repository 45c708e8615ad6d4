import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineSplitter } from '../../src/io/transcripts.ts'

interface Seen {
  text: string
  line: number
  offset: number
  complete: boolean
}

function split(chunks: Buffer[]): { seen: Seen[]; read: ReturnType<LineSplitter['end']> } {
  const seen: Seen[] = []
  const splitter = new LineSplitter(
    (bytes, { line, offset }, complete) => void seen.push({ text: bytes.toString('latin1'), line, offset, complete }),
  )
  for (const chunk of chunks) splitter.push(chunk)
  return { seen, read: splitter.end() }
}

describe('lines of a stream', () => {
  it('are numbered and placed, with CRLF and without a last newline', () => {
    const { seen, read } = split([Buffer.from('ab\r\n\ncd')])
    expect(seen).toEqual([
      { text: 'ab', line: 1, offset: 0, complete: true },
      { text: '', line: 2, offset: 4, complete: true },
      { text: 'cd', line: 3, offset: 5, complete: false },
    ])
    expect(read).toEqual({ bytes: 7, terminated: 5 })
  })

  it('are the same however the bytes are cut', () => {
    const text = fc.stringMatching(/^[ab\n\r]{0,60}$/)
    fc.assert(
      fc.property(text, fc.array(fc.nat(60), { maxLength: 8 }), (whole, cuts) => {
        const bytes = Buffer.from(whole)
        const places = [0, ...cuts.map(cut => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length]
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end))
        expect(split(chunks)).toEqual(split([bytes]))
        expect(split(chunks).read.bytes).toBe(bytes.length)
      }),
    )
  })

  it('of many megabytes are put together once', () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x')
    const { seen } = split([...Array.from({ length: 50 }, () => chunk), Buffer.from('\nend\n')])
    expect(seen.map(({ text }) => text.length)).toEqual([50 * 1024 * 1024, 3])
  })
})
