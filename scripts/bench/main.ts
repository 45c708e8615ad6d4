/**
 * `npm run bench [-- NAME] [--write]`: every benchmark of this folder in one table; medians, ratios within one run.
 * With `--write` the tables go to docs/benchmarks.md, each into the section of its benchmark.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { tableOf, writeSection } from './_page.ts'
import type { Row } from './row.ts'

const here = import.meta.dirname
const [only] = process.argv.slice(2).filter(argument => !argument.startsWith('-'))
const names = readdirSync(here)
  .filter(file => file.endsWith('.ts') && !['main.ts', 'row.ts'].includes(file) && !file.startsWith('_'))
  .map(file => file.replace(/\.ts$/, ''))
  .filter(name => !only || name === only)

if (names.length === 0) {
  process.stderr.write(`no benchmark named '${only}'\n`)
  process.exit(2)
}

execFileSync(process.execPath, ['--import', 'tsx', path.join(here, '../build.ts'), '--bundles'], {
  stdio: ['ignore', 'ignore', 'inherit'],
})
const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`
process.stdout.write(`${machine}\n\n`)
for (const name of names) {
  const { bench } = (await import(`./${name}.ts`)) as { bench(): Promise<Row[]> }
  process.stdout.write(`## ${name}\n\n`)
  const table = tableOf(await bench())
  process.stdout.write(`${table}\n\n`)
  if (process.argv.includes('--write')) writeSection(name, `${machine}\n\n${table}`)
}
