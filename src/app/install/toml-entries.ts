import { parse, stringify } from 'smol-toml'
import { UserError } from '../../core/errors.ts'
import { type Entry, type Merged, sameValue, splice, valueAt } from './entries.ts'

/** Merges tables into TOML as text at the end of the file; comments and everything else stay. Entries are `set` ones. */
export function mergeToml(file: string, text: string, entries: readonly Entry[]): Merged {
  const result: Merged = { text, ops: [], applied: [], kept: [] }
  const root = read(file, text)
  for (const entry of entries) {
    const found = valueAt(root, entry.path)
    if (found !== undefined) {
      if (!sameValue(found, entry.value)) result.kept.push(entry)
      continue
    }
    const eol = text.includes('\r\n') ? '\r\n' : '\n'
    const gap = result.text === '' ? '' : result.text.endsWith('\n') ? eol : eol + eol
    const after = result.text + gap + table(entry).replaceAll('\n', eol)
    if (!sameValue(valueAt(read(file, after), entry.path), entry.value))
      throw new UserError(
        `${file}: \`${entry.path.join('.')}\` cannot be added as a table`,
        'add it by hand, or write its parent as a table',
      )
    result.ops.push(splice(result.text, after))
    result.text = after
    result.applied.push(entry)
  }
  return result
}

/** Takes tables out again: from their header to the next one. Changed ones are kept and named. */
export function removeToml(file: string, text: string, entries: readonly Entry[]): Merged {
  const result: Merged = { text, ops: [], applied: [], kept: [] }
  for (const entry of [...entries].reverse()) {
    const value = valueAt(read(file, result.text), entry.path)
    if (value === undefined) continue
    const span = tableSpan(result.text, entry.path)
    const without = span && result.text.slice(0, span.start) + result.text.slice(span.end)
    if (!sameValue(value, entry.value) || without === null || valueAt(read(file, without), entry.path) !== undefined) {
      result.kept.push(entry)
      continue
    }
    result.text = without
    result.applied.push(entry)
  }
  return result
}

const table = ({ path, value }: Entry): string =>
  stringify(path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>).trimEnd() +
  '\n'

/** Header line of a table to the line before the next header; the blank line in front of it goes with it. */
function tableSpan(text: string, path: readonly string[]): { start: number; end: number } | null {
  const header = new RegExp(
    `^[^\\S\\n]*\\[[^\\S\\n]*${path.map(key => `"?${key}"?`).join('[^\\S\\n]*\\.[^\\S\\n]*')}[^\\S\\n]*\\]`,
    'm',
  )
  const match = header.exec(text)
  if (!match) return null
  const after = match.index + match[0].length
  const next = /^[^\S\n]*\[/m.exec(text.slice(after))
  const blank = /\r?\n(\r?\n)$/.exec(text.slice(0, match.index))?.[1]?.length ?? 0
  return { start: match.index - blank, end: next ? after + next.index : text.length }
}

function read(file: string, text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    const [first = ''] = (error as Error).message.split('\n')
    throw new UserError(`${file} cannot be parsed: ${first}`, 'mend it first; nothing was written')
  }
}
