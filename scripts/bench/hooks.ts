/** Processor time of whole hook processes: what an agent waits for. The figure is the process's own, without git's. */
import { spawnSync } from 'node:child_process'
import { statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type BenchProject, fillStore, longTranscript, newProject, removeProject, root } from './_project.ts'
import { median, ms, type Row } from './row.ts'

const RUNS = 15
const MEGABYTES = 5
const REVISIONS = 10_000
const BAR = '≤ 80 ms'

const CASES: [event: string, what: string, payload: object][] = [
  ['pre-compact', 'reads the transcript, saves', { session_id: 'bench', trigger: 'auto' }],
  ['session-end', 'the same at the end', { session_id: 'bench', reason: 'other' }],
  ['session-start', 'offer', { session_id: 'new', source: 'startup' }],
  ['session-start', 'recovery block', { session_id: 'bench', source: 'compact' }],
  ['prompt', 'nothing waits', { session_id: 'other', prompt: 'Fix the typo' }],
  ['pre-tool', 'any tool', { session_id: 'other', tool_name: 'Edit', tool_input: {} }],
  ['stop', 'looks for work', { session_id: 'bench', last_assistant_message: 'Done.' }],
]

export async function bench(): Promise<Row[]> {
  const place = newProject()
  try {
    const transcript = path.join(place.folder, 'bench.jsonl')
    longTranscript(transcript, MEGABYTES * 1024 * 1024)
    await fillStore(place, REVISIONS)
    const clock = path.join(place.folder, 'clock.cjs')
    writeFileSync(
      clock,
      "process.on('exit',()=>{const u=process.cpuUsage();process.stderr.write('CPU '+(u.user+u.system))})",
    )
    const empty = path.join(place.folder, 'empty.cjs')
    writeFileSync(empty, '')
    const node = cpu(place, clock, empty, {})
    const rows = CASES.map(([event, what, payload]) => {
      const file = path.join(root, 'dist/hooks', `${event}.cjs`)
      const full = { transcript_path: transcript, cwd: place.project, ...payload }
      const spent = cpu(place, clock, file, full, () => touch(transcript))
      return {
        what: `${event}: ${what}`,
        value: ms(spent),
        ratio: `${(spent / node).toFixed(1)} × an empty process`,
        bar: BAR,
      }
    })
    const note = `${Math.round(statSync(transcript).size / 1048576)} MB transcript, ${REVISIONS} revisions`
    return [{ what: `an empty process (${note})`, value: ms(node) }, ...rows]
  } finally {
    removeProject(place)
  }
}

/** A host calls with a transcript that has grown; the same one would not be read again. */
function touch(file: string): void {
  const now = Date.now() / 1000
  utimesSync(file, now, now)
}

function cpu({ env, project }: BenchProject, clock: string, file: string, payload: object, before = () => {}): number {
  const samples: number[] = []
  for (let n = 0; n <= RUNS; n += 1) {
    before()
    const ran = spawnSync(process.execPath, ['--require', clock, file, '--host', 'claude-code'], {
      cwd: project,
      env,
      input: JSON.stringify(payload),
      encoding: 'utf8',
    })
    const spent = /^CPU (\d+)$/.exec(ran.stderr)?.[1]
    if (ran.status !== 0 || !spent) throw new Error(`${file} failed: ${ran.stderr}`)
    if (n > 0) samples.push(Number(spent) / 1000)
  }
  return median(samples)
}
