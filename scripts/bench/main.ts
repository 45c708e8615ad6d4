/** `npm run bench [-- NAME]`: every benchmark of this folder in one table; medians, ratios within one run. */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
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
process.stdout.write(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n\n`)
for (const name of names) {
  const { bench } = (await import(`./${name}.ts`)) as { bench(): Promise<Row[]> }
  process.stdout.write(`## ${name}\n\n| what | median | ratio | bar |\n|---|---:|---|---|\n`)
  for (const row of await bench())
    process.stdout.write(`| ${row.what} | ${row.value} | ${row.ratio ?? ''} | ${row.bar ?? ''} |\n`)
  process.stdout.write('\n')
}
