import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Row } from './row.ts'

const page = path.resolve(import.meta.dirname, '../../docs/benchmarks.md')

const HEAD = `# Benchmarks

Written by \`npm run bench -- NAME --write\`, never by hand. Medians; ratios are of figures taken in turn in one run, which a busy
machine leaves alone; milliseconds it does not.
`

export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(row => `| ${row.what} | ${row.value} | ${row.ratio ?? ''} | ${row.bar ?? ''} |`)
  return ['| what | median | ratio | bar |', '|---|---:|---|---|', ...lines].join('\n')
}

/** Replaces the section of one benchmark, or adds it; the others stay as they are. */
export function writeSection(name: string, content: string): void {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : HEAD
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
  const section = `${begin}\n## ${name}\n\n${content}\n${end}`
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  const next =
    from < 0 || to < from
      ? `${text.trimEnd()}\n\n${section}\n`
      : text.slice(0, from) + section + text.slice(to + end.length)
  writeFileSync(page, next)
}
