/**
 * The only file that names gray-matter (https://github.com/jonschlinkert/gray-matter). Out of the box it evaluates `---js` blocks
 * and answers from a cache when called without options; here its YAML engine is ours and every other language is refused.
 */
import matter from 'gray-matter'
import type { Place } from '../core/finding.ts'
import { parseYaml, type YamlDocument } from '../core/yaml.ts'

export type FrontmatterIssueKind = 'language' | 'unclosed' | 'syntax' | 'shape'

export interface FrontmatterIssue {
  kind: FrontmatterIssueKind
  /** The fact, in a noun phrase. */
  unexpected: string
  expected: string
  place: Place
}

export interface Frontmatter {
  /** none: the file has no block · read: `data` holds it · refused: another language, nothing was parsed · broken: not readable. */
  state: 'none' | 'read' | 'refused' | 'broken'
  data: Record<string, unknown>
  /** The whole block with its delimiters; empty when there is none. Offsets of the text given. */
  place: Place
  /** Where the text after the block begins. */
  bodyStart: number
  issues: FrontmatterIssue[]
  /** Where the entry at a JSON pointer (`/description`, `/tags/0`) stands. */
  placeOf(pointer: string): Place
}

const refuse = {
  parse(): never {
    throw new Error('refused')
  },
}

/** Engines by every name gray-matter may look up; `eval`-backed ones are replaced, not merely left out, since it merges its defaults in. */
const REFUSED_ENGINES = Object.fromEntries(
  ['javascript', 'js', 'json', 'json5', 'coffee', 'coffeescript', 'cson', 'toml'].map(name => [name, refuse]),
)

const OTHER_DELIMITER = /^(\+{3}|;{3})[^\S\n]*\r?$/m

/** Reads the front matter of one file. Never throws, executes nothing; a byte order mark and CRLF are read over. */
export function readFrontmatter(text: string): Frontmatter {
  const start = text.startsWith('\ufeff') ? 1 : 0
  const source = text.slice(start)
  if (!matter.test(source) || source[3] === '-') return without(source, start)
  const language = matter.language(source)
  const name = language.name.toLowerCase()
  const opening: Place = { start, end: start + 3 + language.raw.length }
  if (name !== '' && name !== 'yaml' && name !== 'yml') return refused(language.name, opening)
  let yaml: YamlDocument | undefined
  const parse = (block: string): object => {
    yaml = parseYaml(block)
    return {}
  }
  try {
    const file = matter(source, { language: 'yaml', engines: { ...REFUSED_ENGINES, yaml: { parse }, yml: { parse } } })
    const block: Place = { start: name === '' ? start + 3 : opening.end, end: 0 }
    block.end = block.start + file.matter.length
    return locate(text, yaml ?? parseYaml(''), opening, block, text.length - file.content.length)
  } catch {
    return refused(language.name, opening)
  }
}

function locate(text: string, yaml: YamlDocument, opening: Place, block: Place, bodyStart: number): Frontmatter {
  const closing = block.end
  const at = (place: Place): Place => ({ start: place.start + block.start, end: place.end + block.start })
  const result: Frontmatter = {
    state: 'read',
    data: {},
    place: { start: opening.start, end: Math.min(closing + 4, text.length) },
    bodyStart,
    issues: [],
    placeOf: pointer => at(yaml.placeOf(pointer)),
  }
  const issue = (kind: FrontmatterIssueKind, unexpected: string, expected: string, place: Place): void => {
    result.state = 'broken'
    result.issues.push({ kind, unexpected, expected, place })
  }
  const rest = /^\n---([^\n]*)/.exec(text.slice(closing))
  if (!rest)
    issue('unclosed', 'front matter without an end', 'a line of its own with `---` after the last key', opening)
  else if (rest[1]!.trim() !== '')
    issue('unclosed', `closing line \`---${rest[1]!.trim()}\``, 'a line that holds only `---`', {
      start: closing + 1,
      end: closing + rest[0].length,
    })
  else if (yaml.issues.length > 0)
    for (const { message, place } of yaml.issues)
      issue('syntax', `front matter that is not YAML (${message})`, 'one `key: value` per line', at(place))
  else if (isMap(yaml.value)) result.data = yaml.value
  else if (yaml.value !== undefined && yaml.value !== null)
    issue('shape', 'front matter that is not a map', 'one `key: value` per line', opening)
  return result
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function without(source: string, start: number): Frontmatter {
  const place = { start, end: start }
  const none: Frontmatter = { state: 'none', data: {}, place, bodyStart: start, issues: [], placeOf: () => place }
  const other = OTHER_DELIMITER.exec(source)
  return other?.index === 0
    ? refused(other[1] === '+++' ? 'toml' : 'json', { start, end: start + other[0].trimEnd().length })
    : none
}

function refused(language: string, place: Place): Frontmatter {
  const shown = language.replace(/[^\w.+ -]/g, '').slice(0, 30)
  return {
    state: 'refused',
    data: {},
    place,
    bodyStart: place.end,
    issues: [
      {
        kind: 'language',
        unexpected: `front matter in \`${shown}\``,
        expected: 'YAML between two lines of `---`; nothing of it was read or run',
        place,
      },
    ],
    placeOf: () => place,
  }
}
