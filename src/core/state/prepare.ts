import type { State } from '../types.ts'
import { cleanState } from './clean.ts'
import { completeState, type Origin } from './complete.ts'
import { normalisePaths } from './paths.ts'
import { isRecord, type Problem } from './problem.ts'
import { validateState } from './validate.ts'

export type Prepared =
  | { state: State; warnings: Problem[]; problems: [] }
  | { state: null; warnings: Problem[]; problems: Problem[] }

/**
 * The way every state takes into the store, whoever brings it: cleaned, masked, completed, its paths normalised, validated.
 * What it lets through, loading accepts. Idempotent.
 */
export function prepareState(input: unknown, origin: Origin): Prepared {
  const { value, warnings, problems } = cleanState(input)
  if (problems.length > 0) return { state: null, warnings, problems }
  if (!isRecord(value)) return { state: null, warnings, problems: validateState(value) }
  const state = normalisePaths(completeState(value, origin))
  const found = validateState(state)
  return found.length > 0 ? { state: null, warnings, problems: found } : { state, warnings, problems: [] }
}
