import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { readSession } from '../../src/app/read-session.ts'
import { readRecordings } from '../../test/support/recordings.ts'
import { median, ms, type Row } from './row.ts'

/** A transcript of about `megabytes`, made of the recorded session over and over with new record ids. */
function enlarge(transcript: string, megabytes: number): Buffer {
  const text = readFileSync(transcript, 'utf8').trimEnd()
  const parts: string[] = []
  for (let size = 0, n = 0; size < megabytes * 1048576; n += 1) {
    const copy = text.replace(/"(uuid|parentUuid|leafUuid|tool_use_id|id)":"([^"]+)"/g, `"$1":"$2-${n}"`)
    parts.push(copy)
    size += copy.length
  }
  return Buffer.from(`${parts.join('\n')}\n`)
}

function parseEveryLine(file: string): number {
  let records = 0
  for (const line of readFileSync(file, 'utf8').split('\n')) if (line !== '' && JSON.parse(line)) records += 1
  return records
}

/** Reads and parses in turn, so that a machine whose speed drifts slows both. */
async function pair(file: string, runs: number): Promise<{ read: number; parse: number }> {
  const read: number[] = []
  const parse: number[] = []
  for (let i = 0; i <= runs; i += 1) {
    let start = performance.now()
    await readSession(file)
    read.push(performance.now() - start)
    start = performance.now()
    parseEveryLine(file)
    parse.push(performance.now() - start)
  }
  return { read: median(read.slice(1)), parse: median(parse.slice(1)) }
}

/** Reading a transcript against `JSON.parse` of every line of the same file, in the same process. */
export async function bench(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'midstride-bench-'))
  const transcript = readRecordings().find(({ agent }) => agent === 'claude-code')!.transcript
  try {
    const rows: Row[] = []
    for (const megabytes of [1, 5, 20]) {
      const file = path.join(folder, `${megabytes}.jsonl`)
      writeFileSync(file, enlarge(transcript, megabytes))
      const { read, parse } = await pair(file, megabytes > 10 ? 5 : 11)
      rows.push({
        what: `Claude Code transcript, ${megabytes} MB, into a Session`,
        value: ms(read),
        ratio: `${(read / parse).toFixed(2)} × JSON.parse of every line (${ms(parse)})`,
        bar: '≤ 1 ×',
      })
    }
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
