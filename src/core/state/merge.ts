import type { State } from '../types.ts'
import { identityOf, insteadOf, newestFirst } from './identity.ts'
import { isRecord, join, record } from './problem.ts'

/** `{"$delete": true}` in place of a value, or beside the keys of a list entry (`value` names an entry that is plain text). */
const isDeletion = (value: unknown): value is { $delete: true } => isRecord(value) && value.$delete === true
const isReplacement = (value: unknown): value is { $replace: unknown } => isRecord(value) && '$replace' in value

/**
 * Takes updates into a state by identity, never by position: an entry with a known key is updated, another is added,
 * `{"$delete": true}` removes, `{"$replace": […]}` replaces a list. The same updates a second time change nothing. Pure; the
 * result is to be completed and validated like any state that comes in.
 */
export function mergeState(state: State, updates: Record<string, unknown>): Partial<State> {
  return mergeRecord(state as unknown as Record<string, unknown>, updates, '') as Partial<State>
}

function mergeRecord(
  base: Record<string, unknown>,
  updates: Record<string, unknown>,
  pointer: string,
): Record<string, unknown> {
  const merged = new Map(Object.entries(base))
  for (const [key, update] of Object.entries(updates)) {
    if (update === undefined) continue
    if (isDeletion(update)) merged.delete(key)
    else merged.set(key, mergeValue(merged.get(key), update, join(pointer, key)))
  }
  return record(merged)
}

function mergeValue(base: unknown, update: unknown, pointer: string): unknown {
  if (isReplacement(update)) return update.$replace
  if (Array.isArray(update)) return mergeList(Array.isArray(base) ? base : [], update, pointer)
  if (isRecord(update)) return mergeRecord(isRecord(base) ? base : {}, update, pointer)
  return update
}

function mergeList(base: readonly unknown[], updates: readonly unknown[], pointer: string): unknown[] {
  const merged = new Map<string, unknown>()
  for (const [index, entry] of base.entries()) merged.set(uniqueKey(merged, identityOf(entry, pointer), index), entry)
  const fresh = new Set<string>()
  for (const update of updates) {
    const key = keyOf(update, merged, pointer)
    if (isDeletion(update)) {
      for (const same of [...merged.keys()].filter(other => other === key || other.startsWith(`${key}#`)))
        merged.delete(same)
      continue
    }
    const known = merged.get(key)
    if (known === undefined) fresh.add(key)
    const value = isRecord(update) ? mergeRecord(isRecord(known) ? known : {}, update, `${pointer}/0`) : update
    merged.set(key, value)
  }
  if (!newestFirst(pointer)) return [...merged.values()]
  const entries = [...merged]
  return [...entries.filter(([key]) => fresh.has(key)), ...entries.filter(([key]) => !fresh.has(key))].map(
    ([, value]) => value,
  )
}

function keyOf(update: unknown, merged: ReadonlyMap<string, unknown>, pointer: string): string {
  const instead = insteadOf(update, pointer)
  if (instead === null) return identityOf(update, pointer)
  const wanted = (update as Record<string, unknown>)[instead]
  for (const [key, entry] of merged) if (isRecord(entry) && entry[instead] === wanted) return key
  return JSON.stringify([instead, wanted])
}

/** Entries of the base that share an identity all stay; updates meet the first of them. */
const uniqueKey = (taken: ReadonlyMap<string, unknown>, key: string, index: number) =>
  taken.has(key) ? `${key}#${index}` : key
