import path from 'node:path'
import type { State } from '../types.ts'
import { isRecord } from './problem.ts'

const WINDOWS = /^([A-Za-z]:[\\/]|\\\\)/

/** An absolute path without `.`, `..` and doubled separators; the same text when it is not absolute. */
export function normalisePath(text: string): string {
  if (WINDOWS.test(text)) return path.win32.normalize(text)
  return text.startsWith('/') ? path.posix.normalize(text).replace(/^\/{2,}/, '/') : text
}

/** Lists whose entries carry a path that the next session is told to open or to work in. */
const WITH_PATHS = { documents: ['design', 'impl', 'must_read'], environment: ['worktrees'] } as const

/** Normalises those paths and the project's; whatever has another type stays as it is, for validation to name. */
export function normalisePaths(state: State): State {
  const result: Record<string, unknown> = { ...state, ...withPath(state, 'project_path') }
  for (const [key, lists] of Object.entries(WITH_PATHS)) {
    const group = result[key]
    if (!isRecord(group)) continue
    const normalised = lists
      .filter(list => Array.isArray(group[list]))
      .map(list => [list, (group[list] as unknown[]).map(item => (isRecord(item) ? withPath(item, 'path') : item))])
    result[key] = { ...group, ...Object.fromEntries(normalised) }
  }
  return result as unknown as State
}

function withPath<T extends object>(item: T, key: keyof T & string): T
function withPath(item: Record<string, unknown>, key: string): Record<string, unknown>
function withPath(item: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = item[key]
  return typeof value === 'string' ? { ...item, [key]: normalisePath(value) } : item
}
