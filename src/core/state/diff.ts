import { isDeepStrictEqual } from 'node:util'
import type { State } from '../types.ts'
import { identityOf, listPlace } from './identity.ts'
import { isRecord, join } from './problem.ts'

/** One difference. Entries of lists are matched by identity, so that a moved entry is no change. */
export interface StateChange {
  kind: 'added' | 'removed' | 'changed'
  /** JSON pointer; positions are those of the newer state, for what was removed those of the older one. */
  pointer: string
  before?: unknown
  after?: unknown
}

/** What is different in `after`, in the order of its keys. */
export function diff(before: State, after: State): StateChange[] {
  return diffValue(before, after, '')
}

function diffValue(before: unknown, after: unknown, pointer: string): StateChange[] {
  if (isDeepStrictEqual(before, after)) return []
  if (before === undefined) return [{ kind: 'added', pointer, after }]
  if (after === undefined) return [{ kind: 'removed', pointer, before }]
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])]
    return keys.flatMap(key => diffValue(before[key], after[key], join(pointer, key)))
  }
  if (Array.isArray(before) && Array.isArray(after)) return diffList(before, after, pointer)
  return [{ kind: 'changed', pointer, before, after }]
}

function diffList(before: readonly unknown[], after: readonly unknown[], pointer: string): StateChange[] {
  const older = indexEntries(before, pointer)
  const newer = indexEntries(after, pointer)
  const changes = [...newer].flatMap(([key, index]) => {
    const was = older.get(key)
    return diffValue(was === undefined ? undefined : before[was], after[index], join(pointer, index))
  })
  const gone = [...older].filter(([key]) => !newer.has(key))
  return [...changes, ...gone.flatMap(([, index]) => diffValue(before[index], undefined, join(pointer, index)))]
}

/** Position of each entry by identity; entries that share one are told apart by their order. */
function indexEntries(list: readonly unknown[], pointer: string): Map<string, number> {
  const index = new Map<string, number>()
  const seen = new Map<string, number>()
  for (const [position, entry] of list.entries()) {
    const identity = identityOf(entry, listPlace(pointer))
    const nth = seen.get(identity) ?? 0
    seen.set(identity, nth + 1)
    index.set(`${identity}#${nth}`, position)
  }
  return index
}
