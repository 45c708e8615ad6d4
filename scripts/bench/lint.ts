import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { draft } from '../../src/app/draft.ts'
import { createLinter } from '../../src/app/lint.ts'
import { loadParser } from '../../src/core/markdown.ts'
import { render } from '../../src/core/render/render.ts'
import { readRecordings } from '../../test/support/recordings.ts'
import { median, ms, type Row, time } from './row.ts'

const cli = path.resolve(import.meta.dirname, '../../dist/cli.js')

/** Wall time of whole processes, started in turn; `NODE_EXTRA_CA_CERTS` unset, since it alone costs some 38 ms on Node 20. */
function processes(commands: string[][], runs: number): number[] {
  const samples = commands.map((): number[] => [])
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
  for (let i = 0; i <= runs; i += 1)
    for (const [index, args] of commands.entries()) {
      const start = performance.now()
      spawnSync(process.execPath, args, { stdio: 'ignore', env })
      if (i > 0) samples[index]!.push(performance.now() - start)
    }
  return samples.map(median)
}

/** One document as a pre-commit hook sees it, and many in one process against the bare parse. */
export async function bench(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'midstride-bench-'))
  const { transcript, dir } = readRecordings().find(({ agent }) => agent === 'claude-code')!
  const { state } = await draft({ transcript, project: undefined, cwd: dir, mode: 'manual', env: {} })
  const text = await render(state)
  const file = path.join(folder, 'HANDOFF.md')
  writeFileSync(file, text)
  try {
    const [empty, one] = processes(
      [
        ['-e', '0'],
        [cli, 'lint', file],
      ],
      11,
    ) as [number, number]
    const linter = await createLinter()
    const [satteri, remark] = await Promise.all([loadParser('satteri'), loadParser('remark')])
    const inProcess =
      (await time(7, async () => {
        for (let i = 0; i < 200; i += 1) await linter('HANDOFF.md', text)
      })) / 200
    const native =
      (await time(7, () => {
        for (let i = 0; i < 200; i += 1) satteri(text)
      })) / 200
    const reference =
      (await time(3, () => {
        for (let i = 0; i < 20; i += 1) remark(text)
      })) / 20
    const size = `${Math.round(text.length / 1000)} KB`
    return [
      {
        what: `one handoff of ${size}, whole process`,
        value: ms(one),
        ratio: `${(one / empty).toFixed(1)} × an empty process (${ms(empty)})`,
        bar: '≤ 120 ms',
      },
      {
        what: 'the same in a running process, all rules',
        value: ms(inProcess),
        ratio: `${(inProcess / native).toFixed(1)} × the bare native parse (${ms(native)})`,
      },
      {
        what: 'bare parse with remark-parse, gfm and frontmatter',
        value: ms(reference),
        ratio: `${(reference / inProcess).toFixed(1)} × the whole lint`,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
