import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findClaims } from '../../src/app/verify.ts'
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
  return rows
}
