import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readSession } from '../../src/app/read-session.ts'
import { findClaims, verifyText } from '../../src/app/verify.ts'
import { longTranscript, newProject, removeProject } from './_project.ts'
import { median, ms, type Row, time } from './row.ts'

const PROSE = [
  '## What was done\n',
  '- Created `src/importer.ts` (120 lines) and updated `src/parse.ts`.',
  '- All 12 tests pass, and the build is green.',
  '- Committed as `abc1234f`; pushed to origin.\n',
  '## Next steps\n',
  '- Run the tests again once the fixtures are in.',
  '- Document the import command.\n',
].join('\n')

const long = (bytes: number, part: string) => part.repeat(Math.ceil(bytes / part.length))

/** No two sentences alike, so that nothing is read from memory. */
function distinct(bytes: number): string {
  const lines: string[] = []
  for (let i = 0, size = 0; size < bytes; i += 1) {
    const line = `- The reader of request ${i} is not bound to \`src/scope${i}.ts\`, which module ${i * 3} may find odd.`
    lines.push(line)
    size += line.length + 2
  }
  return lines.join('\n\n')
}

export async function bench(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'midstride-bench-'))
  const cli = path.resolve(import.meta.dirname, '../../dist/cli.js')
  const document = path.join(folder, 'HANDOFF.md')
  writeFileSync(document, long(27 * 1024, PROSE))
  const whole = () => spawnSync(process.execPath, [cli, 'verify', document, '--json'], { cwd: folder })
  const empty = () => spawnSync(process.execPath, ['-e', ''])
  const samples: [number[], number[]] = [[], []]
  for (let i = 0; i < 9; i += 1) {
    samples[0].push(await time(1, whole))
    samples[1].push(await time(1, empty))
  }
  const [process27, node] = [median(samples[0]), median(samples[1])]
  const rows: Row[] = [
    {
      what: 'verify, one 27 KB handoff, whole process',
      value: ms(process27),
      ratio: `${(process27 / node).toFixed(1)} × an empty process`,
    },
  ]
  for (const [what, text] of [
    ['27 KB of prose', long(27 * 1024, PROSE)],
    ['10 MB of the same prose', long(10e6, PROSE)],
    ['10 MB, no two sentences alike', distinct(10e6)],
    ['10 MB of brackets', long(10e6, '[')],
    ['10 MB of tables', long(10e6, '| a | b |\n|---|---|\n')],
  ] as const)
    rows.push({
      what: `finding claims, ${what}`,
      value: ms(await time(3, () => findClaims(text))),
      bar: text.length > 1e6 ? '2 s' : '',
    })
  rmSync(folder, { recursive: true, force: true })
  return [...rows, ...(await judging())]
}

const FILES = 10_000

/** That many different claims about files, commits, tests and words in the code. */
function claims(count: number): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const file = `src/part${i % 100}/file${(i * 7) % FILES}.js`
    return [
      `- Created \`${file}\` (${i + 1} lines).`,
      `- Committed as \`${(i + 4096).toString(16).padStart(8, 'a')}\`.`,
      `- All ${i + 1} tests pass.`,
      `- Added \`value${i}()\` to \`${file}\`.`,
    ][i % 4]!
  })
  return `## What was done\n\n${lines.join('\n')}\n`
}

/** A handoff against a long transcript and a large repository; the transcript is read already. */
async function judging(): Promise<Row[]> {
  const place = newProject()
  try {
    for (let i = 0; i < FILES; i += 1) {
      const folder = path.join(place.project, `src/part${i % 100}`)
      if (i < 100) mkdirSync(folder, { recursive: true })
      writeFileSync(path.join(folder, `file${i}.js`), `export const value${i} = () => ${i}\n`)
    }
    for (const args of [
      ['add', '.'],
      ['-c', 'user.name=b', '-c', 'user.email=b@b', 'commit', '-qm', 'all'],
    ])
      spawnSync('git', args, { cwd: place.project })
    const transcript = path.join(place.folder, 'session.jsonl')
    longTranscript(transcript, 5e6)
    const session = await readSession(transcript)
    const rows: Row[] = []
    let first = 0
    for (const count of [10, 100, 1000]) {
      const text = claims(count)
      const took = await time(5, () => verifyText(text, { session, cwd: place.project }))
      first ||= took
      rows.push({
        what: `judging ${count} claims, 5 MB transcript, ${FILES} files`,
        value: ms(took),
        ratio: `${(took / first).toFixed(1)} × that of 10`,
        bar: count === 1000 ? '' : '300 ms',
      })
    }
    return rows
  } finally {
    removeProject(place)
  }
}
