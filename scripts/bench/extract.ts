import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readSession } from '../../src/app/read-session.ts'
import { writeTranscript } from './_transcripts.ts'
import { median, type Row, time } from './row.ts'

const MB = 1024 * 1024

/** What any reader has to beat: every line of the file through JSON.parse, nothing kept. */
function parseEveryLine(file: string): void {
  for (const line of readFileSync(file, 'utf8').split('\n')) if (line) JSON.parse(line)
}

/** Medians of two pieces of work done in turn, so that both meet the same machine. */
async function sideBySide(runs: number, one: () => unknown, other: () => unknown): Promise<[number, number]> {
  const samples: [number[], number[]] = [[], []]
  for (let run = 0; run < runs; run += 1) {
    samples[0].push(await time(1, one))
    samples[1].push(await time(1, other))
  }
  return [median(samples[0]), median(samples[1])]
}

const ms = (value: number): string => `${value.toFixed(1)} ms`

/** Peak memory of a process that does nothing but read one file, in MiB. */
function peakMemory(file: string): number {
  const script = `import(${JSON.stringify(path.resolve(import.meta.dirname, '../../dist/index.js'))}).then(async ({ extract }) => { await extract(process.argv[1]); console.log(process.resourceUsage().maxRSS / 1024) })`
  return Number(execFileSync(process.execPath, ['-e', script, file], { encoding: 'utf8' }))
}

export async function bench(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'midstride-bench-'))
  const file = (name: string): string => path.join(folder, name)
  try {
    const rows: Row[] = []
    for (const [size, runs] of [
      [5, 15],
      [50, 3],
    ] as const) {
      const transcript = file(`${size}.jsonl`)
      writeTranscript(transcript, size * MB)
      const [read, parse] = await sideBySide(
        runs,
        () => readSession(transcript),
        () => parseEveryLine(transcript),
      )
      rows.push({
        what: `read ${size} MB of Claude Code`,
        value: ms(read),
        ratio: `${(read / parse).toFixed(2)} × JSON.parse of every line (${ms(parse)})`,
        bar: '≤ 1 ×',
      })
    }
    const { size } = statSync(file('5.jsonl'))
    const [rest, whole] = await sideBySide(
      9,
      () => readSession(file('5.jsonl'), { since: size }),
      () => readSession(file('5.jsonl')),
    )
    rows.push({ what: 'read 5 MB on from its end', value: ms(rest), ratio: `${(rest / whole).toFixed(2)} × the whole` })
    writeFileSync(
      file('line.jsonl'),
      `${JSON.stringify({ type: 'user', sessionId: 's', message: { role: 'user', content: 'go' } })}\n{"type":"user","sessionId":"s","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"`,
    )
    for (let n = 0; n < 50; n += 1) appendFileSync(file('line.jsonl'), 'x'.repeat(MB))
    appendFileSync(file('line.jsonl'), '"}]}}\n')
    rows.push({ what: 'read one line of 50 MB', value: ms(await time(3, () => readSession(file('line.jsonl')))) })
    writeTranscript(file('500.jsonl'), 500 * MB)
    rows.push({
      what: 'peak memory for 500 MB',
      value: `${peakMemory(file('500.jsonl')).toFixed(0)} MiB`,
      ratio: `${peakMemory(file('5.jsonl')).toFixed(0)} MiB for 5 MB`,
    })
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
