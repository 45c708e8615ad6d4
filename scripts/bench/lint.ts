import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createLinter } from '../../src/app/lint.ts'
import { loadParser } from '../../src/core/markdown.ts'
import { writeHandoffs } from './_handoffs.ts'
import { home, type Installed, installLinters } from './_linters.ts'
import { type Cost, costs } from './_process.ts'
import { ms, type Row, time } from './row.ts'

const cli = path.resolve(import.meta.dirname, '../../dist/cli.js')
const COUNTS = [1, 200, 2000] as const
const BARS: Record<number, string> = {
  1: '≤ 120 ms',
  200: '5 × faster than each in JavaScript',
  2000: '≤ 4 s, ≤ 150 MiB',
}
/** What takes longer is not waited for. */
const LIMIT = 60_000

/** Handoffs of about 27 KB in whole processes beside other Markdown linters, then in one process against the bare parse. */
export async function bench(): Promise<Row[]> {
  const others = installLinters()
  const folder = mkdtempSync(path.join(home, 'documents-'))
  try {
    const rows: Row[] = []
    for (const count of COUNTS) rows.push(...(await wholeProcesses(path.join(folder, String(count)), count, others)))
    return [...rows, ...(await inProcess(path.join(folder, '200')))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Others = ReturnType<typeof installLinters>

async function wholeProcesses(folder: string, count: number, others: Others): Promise<Row[]> {
  await writeHandoffs(folder, count)
  const documents = count === 1 ? 'one handoff' : `${count.toLocaleString('en')} handoffs`
  const lint = (...args: string[]) => ({ command: [process.execPath, cli, 'lint', `${folder}/*.md`, ...args] })
  const cache = ['--cache', '--cache-location', `${folder}.cache`]
  const own: [string, { command: string[]; cwd?: string }][] = [['midstride lint', lint()]]
  if (count === 1) own.push(['an empty process', { command: [process.execPath, '-e', '0'] }])
  else
    own.push(
      ['midstride lint --threads 1', lint('--threads', '1')],
      ['midstride lint --cache, unchanged', lint(...cache)],
    )
  if (count > 1) costs([lint(...cache)], 1)
  const there = others.flatMap(({ linter }) => (linter ? [linter] : []))
  const runs = count === 1 ? 7 : count === 200 ? 3 : 1
  const commands = [...own.map(([, command]) => command), ...there.map(other => commandOf(other, folder))]
  const measured = costs(commands, runs, LIMIT)
  const first = measured[0]!
  return [
    ...own.map(([name], index) => row(`${documents}: ${name}`, measured[index], first, index === 0 ? BARS[count] : '')),
    ...there.map((other, index) =>
      row(`${documents}: ${other.name} ${other.version}`, measured[own.length + index], first),
    ),
    ...others.flatMap(({ name, linter }) =>
      linter ? [] : [{ what: `${documents}: ${name}`, value: 'skipped: the registry cannot be reached' }],
    ),
  ]
}

function commandOf({ program, args }: Installed, folder: string) {
  return { command: [path.join('node_modules/.bin', program), ...args(path.relative(home, folder))], cwd: home }
}

function row(what: string, cost: Cost | null | undefined, ours: Cost | null, bar = ''): Row {
  if (!cost) return { what, value: `more than ${LIMIT / 1000} s`, bar }
  const parts = [
    ours && cost !== ours ? `${(cost.wall / ours.wall).toFixed(1)} × midstride lint` : '',
    cost.cpu === null ? '' : `processor ${ms(cost.cpu)}`,
    cost.memory === null ? '' : `peak ${cost.memory.toFixed(0)} MiB`,
  ]
  return { what, value: ms(cost.wall), ratio: parts.filter(Boolean).join(', '), bar }
}

async function inProcess(folder: string): Promise<Row[]> {
  const texts = (await writeHandoffs(folder, 60)).map(file => readFileSync(file, 'utf8'))
  const linter = await createLinter()
  const [satteri, remark] = await Promise.all([loadParser('satteri'), loadParser('remark')])
  const each = async (some: readonly string[], work: (text: string) => unknown) =>
    (await time(5, async () => {
      for (const text of some) await work(text)
    })) / some.length
  const all = await each(texts, text => linter('HANDOFF.md', text))
  const native = await each(texts, satteri)
  const reference = await each(texts.slice(0, 12), remark)
  return [
    {
      what: 'one more handoff in a running process, all rules',
      value: ms(all),
      ratio: `${(all / native).toFixed(1)} × the bare native parse (${ms(native)})`,
    },
    {
      what: 'bare parse with remark-parse, gfm and frontmatter',
      value: ms(reference),
      ratio: `${(reference / all).toFixed(1)} × the whole lint`,
    },
  ]
}
