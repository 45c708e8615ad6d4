import { cleanText, oneLine, truncate } from '../text.ts'

/** A run of text that no reader can mistake for structure: one line, invisible characters gone, cut to `max`. */
function flat(text: string, max: number): string {
  return truncate(oneLine(cleanText(text).text), max)
}

/** Data inside a paragraph, list item or table cell. Only what Markdown would read as structure is escaped, so that the source stays readable. */
export function inline(text: string, max = Number.POSITIVE_INFINITY): string {
  return flat(text, max)
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
    .replace(/[`*[\]|~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu, run => run.replace(/_/g, '\\_'))
    .replace(/<!--/g, '<\\!--')
    .replace(/<(?=[A-Za-z/!?])/g, '\\<')
    .replace(/&(?=#?[A-Za-z0-9]{1,40};)/g, '\\&')
}

/** The gist of a longer text written in Markdown: its marks are taken off before it is cut, since they mean nothing on one line. */
export function gist(text: string, max: number): string {
  const words = text
    .replace(/^\s{0,3}(?:`{3,}|~{3,})[^\n]*$/gm, ' ')
    .replace(/^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+|-{3,}$)/gm, '')
    .replace(/^\s*\|?[\s|:-]*-{3}[\s|:-]*$/gm, '')
    .replace(/^\s*\||\|\s*$/gm, '')
    .replace(/\*\*|`|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)/g, '')
  return inline(words, max)
}

/** Data as code: paths, commands, ids. Safe in table cells too, but for `\\|`, which tables read in two ways: that becomes plain text. */
export function code(text: string, max = Number.POSITIVE_INFINITY): string {
  const whole = uncommented(flat(text, max))
  if (whole === '' || whole.includes('\\|')) return inline(whole)
  const data = whole.replace(/\|/g, '\\|')
  const marker = '`'.repeat(longestRun(data) + 1)
  const pad = /^`|`$|\\$/.test(data) ? ' ' : ''
  return `${marker}${pad}${data}${pad}${marker}`
}

/** A fenced block, its fence longer than any run of backticks inside. */
export function fence(lang: string, lines: readonly string[]): string {
  const body = lines.join('\n')
  const marker = '`'.repeat(Math.max(3, longestRun(body) + 1))
  return `${marker}${lang}\n${body}\n${marker}`
}

/** Data on a line of a fenced block: nothing is escaped there, but a comment must not look like a slot. */
export function plain(text: string, max = Number.POSITIVE_INFINITY): string {
  return uncommented(flat(text, max))
}

/** `<!--` in data would read as a slot, or swallow what follows; a blank breaks it. */
export const uncommented = (text: string): string => text.replace(/<!--/g, '<! --')

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0)
}

/** A shell word for a path, in single quotes. */
export const shellQuote = (text: string): string => `'${plain(text).replace(/'/g, "'\\''")}'`

/** A table with the given columns; cells are already escaped. Without rows one says so. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[], none = 'none'): string {
  const filled = rows.length > 0 ? rows : [[none, ...columns.slice(1).map(() => '-')]]
  return [columns, columns.map(() => '---'), ...filled]
    .map(row => `| ${row.map(cell => cell || '-').join(' | ')} |`)
    .join('\n')
}

export const list = (items: readonly string[]): string => items.map(item => `- ${item}`).join('\n')
