import type { State } from '../types.ts'
import { completeState, type Origin } from './complete.ts'
import { isRecord, type Problem, segments } from './problem.ts'
import { validateState } from './validate.ts'

export interface Salvaged {
  state: State
  quarantined: Problem[]
}

/**
 * Reads a stored value that an older version, or another hand, wrote: every field that does not pass is taken out and named, the
 * rest is kept. Only a value that is no object at all yields an empty state.
 */
export function salvageState(value: unknown, origin: Origin): Salvaged {
  const quarantined: Problem[] = isRecord(value) ? [] : validateState(value)
  let state = completeState(isRecord(value) ? value : {}, origin)
  let problems = validateState(state)
  if (problems.length > 0) state = structuredClone(state)
  for (let round = 0; problems.length > 0 && round < MAX_ROUNDS; round += 1) {
    quarantined.push(...problems)
    const last = round >= MAX_ROUNDS - 2
    state = completeState(
      without(
        state,
        problems.map(({ pointer }) => (last ? topLevel(pointer) : pointer)),
      ),
      origin,
    )
    problems = validateState(state)
  }
  return { state, quarantined }
}

/** Each round takes out one level; the format nests nine deep. The last two take out whole sections. */
const MAX_ROUNDS = 12

const topLevel = (pointer: string) => `/${pointer.split('/')[1] ?? ''}`

/** Takes out the fields at the pointers; a list entry of which something required is missing goes as a whole. */
function without(state: State, pointers: readonly string[]): Record<string, unknown> {
  const entries = new Map<unknown[], Set<number>>()
  for (const pointer of pointers) {
    const path = segments(pointer)
    const holders = holdersOf(state, path)
    const key = path.at(-1)!
    const holder = holders.at(-1)
    if (isRecord(holder) && Object.hasOwn(holder, key) && !isFixed(holder, key)) delete holder[key]
    else dropEntry(holders, path, entries)
  }
  for (const [list, indexes] of entries) {
    const kept = list.filter((_, index) => !indexes.has(index))
    list.splice(0, list.length, ...kept)
  }
  return state as unknown as Record<string, unknown>
}

/** A key whose removal would only make it missing again: the identity of a list entry. */
const FIXED = new Set(['path', 'id', 'name', 'content', 'decision', 'correction', 'error', 'command', 'sha', 'was'])
const isFixed = (holder: Record<string, unknown>, key: string) => FIXED.has(key) && !('format_version' in holder)

/** The containers along a path, the root first. */
function holdersOf(root: unknown, path: readonly string[]): unknown[] {
  const holders = [root]
  for (const segment of path.slice(0, -1))
    holders.push((holders.at(-1) as Record<string, unknown> | undefined)?.[segment])
  return holders
}

function dropEntry(holders: unknown[], path: readonly string[], entries: Map<unknown[], Set<number>>): void {
  const depth = holders.findLastIndex(holder => Array.isArray(holder))
  const list = holders[depth] as unknown[] | undefined
  if (list) entries.set(list, (entries.get(list) ?? new Set()).add(Number(path[depth])))
  else delete (holders[0] as Record<string, unknown>)[path[0]!]
}
