import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser'
import { UserError } from '../../core/errors.ts'
import { type Entry, type Merged, sameValue, valueAt } from './entries.ts'
import { insertJson, removeJsonAt } from './json-edit.ts'

/** Merges entries into JSON or JSONC; comments, order and formatting of everything else stay. `''` is an empty object. */
export function mergeJson(file: string, text: string, entries: readonly Entry[]): Merged {
  const result: Merged = { text, ops: [], applied: [], kept: [] }
  if (entries.length === 0) return result
  const root = readObject(file, text)
  for (const entry of entries) {
    const state = stateOf(file, result.text === text ? root : readObject(file, result.text), entry)
    if (state === 'conflict') result.kept.push(entry)
    if (state !== 'absent') continue
    const inserted = insertJson(result.text, entry.path, entry.value, entry.mode === 'append')
    result.ops.push(...inserted.ops)
    result.text = inserted.text
    result.applied.push(entry)
  }
  return result
}

/** Takes entries out again where they stand as they were written; one that was changed since is kept and named. */
export function removeJson(file: string, text: string, entries: readonly Entry[]): Merged {
  const result: Merged = { text, ops: [], applied: [], kept: [] }
  for (const entry of [...entries].reverse()) {
    const root = readObject(file, result.text)
    const value = valueAt(root, entry.path)
    if (value === undefined) continue
    const index =
      entry.mode === 'append' && Array.isArray(value) ? value.findIndex(item => sameValue(item, entry.value)) : -1
    const same = entry.mode === 'append' ? index >= 0 : sameValue(value, entry.value)
    if (!same) {
      if (entry.mode !== 'default' && !isGone(value, entry)) result.kept.push(entry)
      continue
    }
    result.text = removeJsonAt(result.text, entry.mode === 'append' ? [...entry.path, index] : entry.path)
    result.applied.push(entry)
  }
  return result
}

/** An appended element that is not there any more was removed by the user. Only one that still names midstride was changed. */
function isGone(value: unknown, entry: Entry): boolean {
  return (
    entry.mode === 'append' && !(Array.isArray(value) && value.some(item => JSON.stringify(item).includes('midstride')))
  )
}

type State = 'absent' | 'present' | 'conflict'

function stateOf(file: string, root: unknown, entry: Entry): State {
  for (let depth = 1; depth < entry.path.length; depth += 1) {
    const parent = valueAt(root, entry.path.slice(0, depth))
    if (parent !== undefined && (typeof parent !== 'object' || parent === null || Array.isArray(parent)))
      throw new UserError(
        `${file}: \`${entry.path.slice(0, depth).join('.')}\` is not an object`,
        'mend it first; nothing was written',
      )
  }
  const value = valueAt(root, entry.path)
  if (value === undefined) return 'absent'
  if (entry.mode === 'default') return 'present'
  if (entry.mode === 'set') return sameValue(value, entry.value) ? 'present' : 'conflict'
  if (!Array.isArray(value))
    throw new UserError(`${file}: \`${entry.path.join('.')}\` is not a list`, 'mend it first; nothing was written')
  return value.some(item => sameValue(item, entry.value)) ? 'present' : 'absent'
}

function readObject(file: string, text: string): unknown {
  if (text.trim() === '') return {}
  const errors: ParseError[] = []
  const value: unknown = parse(text, errors, { allowTrailingComma: true, disallowComments: false })
  const [error] = errors
  if (error) {
    const line = text.slice(0, error.offset).split('\n').length
    throw new UserError(
      `${file} cannot be parsed: line ${line}: ${printParseErrorCode(error.error)}`,
      'mend it first; nothing was written',
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UserError(`${file} does not hold an object`, 'mend it first; nothing was written')
  return value
}
