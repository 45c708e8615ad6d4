import { isRecord } from './problem.ts'

/** Keys that make an entry of a list the same entry, by the list's place; entries of other lists are their own identity. */
const KEYS: Record<string, readonly string[]> = {
  '/skill_stack': ['name'],
  '/subagents': ['id'],
  '/subagents/*/skill_stack': ['name'],
  '/todos/explicit': ['id'],
  '/documents/design': ['path'],
  '/documents/impl': ['path'],
  '/documents/must_read': ['path'],
  '/decisions/binding': ['decision'],
  '/decisions/technical': ['decision'],
  '/conversation/user_messages': ['content', 'timestamp'],
  '/conversation/corrections': ['correction'],
  '/conversation/errors': ['error'],
  '/artifacts/files': ['path'],
  '/artifacts/verification_results': ['command'],
  '/quality_gates': ['name'],
  '/environment/worktrees': ['path'],
  '/recovery/checkpoints': ['name'],
  '/x_midstride/plans': ['path'],
  '/x_midstride/cancelled': ['id'],
  '/x_midstride/superseded': ['was'],
  '/x_midstride/tests': ['command'],
  '/x_midstride/changes': ['path', 'actor'],
  '/x_midstride/commands': ['command', 'ref'],
  '/x_midstride/commits': ['sha'],
  '/x_midstride/prs': ['number', 'url'],
}

/** Lists whose index 0 is the most recent: what is new goes first. */
const NEWEST_FIRST = new Set(['/skill_stack', '/subagents/*/skill_stack'])

/** The place of a list, every position a star. */
export const listPlace = (pointer: string) => pointer.replace(/\/\d+(?=\/|$)/g, '/*')

export const newestFirst = (pointer: string) => NEWEST_FIRST.has(listPlace(pointer))

/** Lists whose entries may come without their key; they are then known by another one. */
const INSTEAD: Record<string, string> = { '/todos/explicit': 'content' }

/** The key by which an entry that lacks its own is looked up, or null. */
export function insteadOf(entry: unknown, pointer: string): string | null {
  const place = listPlace(pointer)
  const key = INSTEAD[place]
  const lacking = key && isRecord(entry) && KEYS[place]!.every(own => entry[own] === undefined || entry[own] === null)
  return lacking ? key : null
}

/**
 * What makes an entry of the list at `pointer` the same entry as another: its key fields, or the whole value. A key field that is
 * missing counts as null.
 */
export function identityOf(entry: unknown, pointer: string): string {
  const keys = KEYS[listPlace(pointer)]
  if (keys && isRecord(entry)) return JSON.stringify(keys.map(key => entry[key] ?? null))
  if (isRecord(entry) && 'value' in entry && '$delete' in entry) return JSON.stringify(entry.value)
  return JSON.stringify(entry) ?? 'null'
}
