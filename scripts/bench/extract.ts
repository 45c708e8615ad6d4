import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { readSession } from '../../src/app/read-session.ts'
import { FACTS, missed, missedIn } from '../../test/support/recall.ts'
import { readRecordings } from '../../test/support/recordings.ts'
import { writeChat, writeExport, writeRollout } from './_other-transcripts.ts'
import { coldPrograms, coldTimes, publicTool, readAlone } from './_reading.ts'
import { writeTranscript } from './_transcripts.ts'
import { median, type Row, told } from './row.ts'

const MB = 1024 * 1024
const shared = path.resolve(import.meta.dirname, '../../../shared/fixtures/transcripts')

type Read = typeof readSession
type Writer = (file: string, bytes: number) => void
const AGENTS: [title: string, extension: string, write: Writer][] = [
  ['Claude Code', 'jsonl', writeTranscript],
  ['Codex', 'jsonl', writeRollout],
  ['Gemini CLI', 'jsonl', writeChat],
  ['OpenCode (one JSON document)', 'json', writeExport],
]

/** What any reader has to beat: every line of the file through JSON.parse, nothing kept. */
function parseEveryLine(file: string): void {
  for (const line of readFileSync(file, 'utf8').split('\n')) if (line) JSON.parse(line)
}

/** Median processor times, in ms, of two pieces of work done in turn, so that both meet the same machine; the first `warm` do not count. */
async function sideBySide(runs: number, one: () => unknown, other: () => unknown, warm = 1): Promise<[number, number]> {
  const samples: [number[], number[]] = [[], []]
  for (let run = 0; run < warm + runs; run += 1)
    for (const [at, work] of [one, other].entries()) {
      const start = process.cpuUsage()
      await work()
      const { user, system } = process.cpuUsage(start)
      if (run >= warm) samples[at]!.push((user + system) / 1000)
    }
  return [median(samples[0]), median(samples[1])]
}

const ms = (value: number): string => `${value.toFixed(1)} ms`
const against = (read: number, parse: number): Pick<Row, 'value' | 'ratio'> => ({
  value: ms(read),
  ratio: `${(read / parse).toFixed(2)} × JSON.parse of every line (${ms(parse)})`,
})

async function perAgent(read: Read, file: (name: string) => string): Promise<Row[]> {
  const rows: Row[] = []
  const programs = await coldPrograms(path.dirname(file('x')))
  for (const [title, extension, write] of AGENTS) {
    for (const [size, runs, warm] of [
      [5, 15, 25],
      [50, 3, 1],
    ] as const) {
      const transcript = file(`${title.slice(0, 5)}-${size}.${extension}`)
      write(transcript, size * MB)
      const times = await sideBySide(
        runs,
        () => read(transcript),
        () => parseEveryLine(transcript),
        warm,
      )
      rows.push(
        told({
          what: `${title}, ${size} MB${warm > 1 ? `, after ${warm} rounds` : ''}`,
          ...against(...times),
          bar: '≤ 1 ×',
        }),
      )
      if (size > 5) continue
      const cold = coldTimes(programs, transcript, 5)
      rows.push(told({ what: `${title}, 5 MB, once in a process of its own`, ...against(cold.read, cold.parse) }))
    }
  }
  return rows
}

/** Sums of medians over the real transcripts kept beside the project, where they are. */
async function realFiles(read: Read): Promise<Row[]> {
  if (!existsSync(shared)) return [{ what: 'real transcripts', value: 'skipped', ratio: '../shared is not there' }]
  const rows: Row[] = []
  for (const agent of readdirSync(shared)) {
    const files = readdirSync(path.join(shared, agent), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && /(?<!\.meta)\.jsonl?$/.test(entry.name))
      .map(entry => path.join(entry.parentPath, entry.name))
    let [reading, parsing, bytes] = [0, 0, 0]
    for (const one of files) {
      const parse = () => (one.endsWith('.json') ? JSON.parse(readFileSync(one, 'utf8')) : parseEveryLine(one))
      const [mine, its] = await sideBySide(3, () => read(one, { allowEmpty: true }), parse)
      reading += mine
      parsing += its
      bytes += statSync(one).size
    }
    const what = `${files.length} real files of ${agent}, ${(bytes / MB).toFixed(1)} MB`
    rows.push(told({ what, ...against(reading, parsing), bar: '≤ 1 ×' }))
  }
  return rows
}

async function limits(read: Read, file: (name: string) => string): Promise<Row[]> {
  const small = file('Claud-5.jsonl')
  const [rest, whole] = await sideBySide(
    9,
    () => read(small, { since: statSync(small).size }),
    () => read(small),
  )
  writeFileSync(
    file('line.jsonl'),
    `${JSON.stringify({ type: 'user', sessionId: 's', message: { role: 'user', content: 'go' } })}\n{"type":"user","sessionId":"s","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"`,
  )
  for (let n = 0; n < 50; n += 1) appendFileSync(file('line.jsonl'), 'x'.repeat(MB))
  appendFileSync(file('line.jsonl'), '"}]}}\n')
  const line = await sideBySide(
    3,
    () => read(file('line.jsonl')),
    () => parseEveryLine(file('line.jsonl')),
  )
  const rows: Row[] = [
    told({
      what: 'Claude Code, 5 MB on from its end',
      value: ms(rest),
      ratio: `${(rest / whole).toFixed(2)} × the whole`,
    }),
    told({ what: 'one line of 50 MB', ...against(...line), bar: '≤ 1 ×' }),
  ]
  for (const [title, extension, write] of AGENTS.slice(0, 3)) rows.push(...large(title, extension, write, file))
  return rows
}

/** Cost a MB stays what it was where reading is linear; each file in a process of its own. */
function large(title: string, extension: string, write: Writer, file: (name: string) => string): Row[] {
  const big = file(`500.${extension}`)
  write(big, 500 * MB)
  const [whole, tenth] = [readAlone(big), readAlone(file(`${title.slice(0, 5)}-50.${extension}`))]
  rmSync(big)
  return [
    told({
      what: `${title}, 500 MB: peak memory`,
      value: `${whole.peak.toFixed(0)} MiB`,
      ratio: `${tenth.peak.toFixed(0)} MiB for 50 MB`,
      bar: '≤ 200 MiB',
    }),
    told({
      what: `${title}, 500 MB: processor time`,
      value: `${(whole.cpu / 500).toFixed(2)} ms a MB`,
      ratio: `${(whole.cpu / 10 / tenth.cpu).toFixed(2)} × a MB of 50 MB`,
      bar: '≤ 1.2 ×',
    }),
  ]
}

/** Beside a public tool that reads the same transcript: time of whole processes, and how many of the planted facts come out. */
async function besideOthers(read: Read, file: (name: string) => string): Promise<Row[]> {
  const recorded = readRecordings().find(({ agent }) => agent === 'claude-code')!
  const mine = FACTS - missed(await read(recorded.transcript), recorded.facts).length
  const rows: Row[] = [{ what: 'planted facts found in a recorded session', value: `${mine} of ${FACTS}` }]
  const tool = await publicTool(file('tool'))
  if (!tool) return [...rows, { what: 'claude-transcript', value: 'skipped', ratio: 'the registry cannot be reached' }]
  const small = file('Claud-5.jsonl')
  const spent = median(Array.from({ length: 3 }, () => tool.run(small).cpu))
  const its = FACTS - missedIn(tool.run(recorded.transcript).written, recorded.facts).length
  const own = coldTimes(await coldPrograms(path.dirname(small)), small, 3).read
  return [
    ...rows,
    {
      what: `${tool.name}: the messages of 5 MB of Claude Code, whole process`,
      value: ms(spent),
      ratio: `${(spent / own).toFixed(1)} × this reader; the words of ${its} of ${FACTS} facts are somewhere in what it writes`,
    },
  ]
}

export async function bench(): Promise<Row[]> {
  const { extract } = (await import(path.resolve(import.meta.dirname, '../../dist/index.js'))) as { extract: Read }
  const folder = mkdtempSync(path.join(tmpdir(), 'midstride-bench-'))
  const file = (name: string): string => path.join(folder, name)
  try {
    const agents = await perAgent(extract, file)
    return [
      ...agents,
      ...(await realFiles(extract)),
      ...(await limits(extract, file)),
      ...(await besideOthers(extract, file)),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
