import type { HandoffDocument } from '../document.ts'
import type { Place } from '../finding.ts'
import { findCalls } from './calls.ts'
import { perDocument } from './per-document.ts'
import { type Cell, tablesIn } from './tables.ts'

/** Same test as the schema's AbsolutePath: POSIX, drive letter, UNC. */
export const isAbsolute = (path: string): boolean => /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path)

/** Paths only a shell could resolve: `~`, `$HOME`, `%APPDATA%`; `$id.tsx` is a file name. */
export const needsShell = (path: string): boolean => /^[~$%]|\$\{|\$[A-Z_]{2,}\b|%[A-Z_]{2,}%/.test(path)

/** POSIX spelling without `.`, `..` and doubled slashes; drive letters and UNC paths stay as they are. */
export function normalPath(path: string): string {
  if (!path.startsWith('/')) return path
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}${path.endsWith('/') && parts.length > 0 ? '/' : ''}`
}

export interface NamedPath {
  path: string
  place: Place
  /** How the place is called in a message: `Read()`, `Path` column of 1.9. */
  where: string
}

/** Every path that stands where the format demands an absolute one, outside the YAML, which its schema covers. */
export const demandedPaths = perDocument((document): NamedPath[] =>
  [...readPaths(document), ...skillPaths(document), ...tablePaths(document), ...progressPaths(document)].sort(
    (a, b) => a.place.start - b.place.start,
  ),
)

/** First arguments of `Read()` calls, wherever they stand. */
export function readPaths(document: HandoffDocument): NamedPath[] {
  return findCalls(document).flatMap(({ name, args: [arg] }) =>
    name === 'Read' && arg?.kind === 'string' ? [{ path: arg.value, place: arg.place, where: '`Read()`' }] : [],
  )
}

const PATH_FLAG = /--(?:impl-plan|design-doc|design|plan|impl)[ =]("[^"]{1,4096}"|'[^']{1,4096}'|[^\s"']{1,4096})/g

function skillPaths(document: HandoffDocument): NamedPath[] {
  return findCalls(document).flatMap(call => {
    const arg = call.name === 'Skill' ? call.args[1] : undefined
    if (arg?.kind !== 'string') return []
    return [...arg.value.matchAll(PATH_FLAG)].map(match => ({
      path: match[1]!.replace(/^["']|["']$/g, ''),
      place: arg.place,
      where: `\`${match[0].split(/[ =]/)[0]}\``,
    }))
  })
}

/** Paths in the `Path` columns of 1.9 and 1.10. */
export function tablePaths(document: HandoffDocument): NamedPath[] {
  return ['1.9', '1.10'].flatMap(id =>
    tablesIn(document, id).flatMap(table => {
      const column = table.column('path')
      return table.rows.flatMap(row => {
        const cell = row.cells[column]
        return cell && isPathCell(cell) ? [{ path: cell.text, place: cell.place, where: `the table in ${id}` }] : []
      })
    }),
  )
}

/** A cell without words of its own: `none`, a dash and an open slot are no paths. */
function isPathCell(cell: Cell): boolean {
  return (
    cell.text !== '' &&
    !/^(?:none|n\/a|null|[-–—]+)$/i.test(cell.text) &&
    !cell.text.includes('<!--') &&
    !cell.text.startsWith('[')
  )
}

function progressPaths(document: HandoffDocument): NamedPath[] {
  return document.fences
    .filter(fence => fence.section === '1.9')
    .flatMap(fence =>
      [...fence.value.matchAll(/^DOC: *(\S[^\n]{0,4096})$/gm)]
        .filter(match => !match[1]!.startsWith('['))
        .map(match => {
          const start = match.index + match[0].length - match[1]!.length
          return {
            path: match[1]!.trim(),
            place: { start: fence.at(start), end: fence.at(start + match[1]!.trimEnd().length) },
            where: 'the progress list in 1.9',
          }
        }),
    )
}
