import type { SchemaError } from '../../generated/validate.ts'
import validate from '../../generated/validators/workflow-state.js'
import { oneLine, truncate } from '../text.ts'
import { isRecord, join, type Problem, segments } from './problem.ts'

/** Bytes of one text, in UTF-8. */
export const MAX_FIELD_BYTES = 100 * 1024
/** Bytes of the whole state as compact JSON, in UTF-8. */
export const MAX_STATE_BYTES = 1024 * 1024

/** Everything that keeps a value from being a State, by field; empty when it is one. */
export function validateState(value: unknown): Problem[] {
  if (!isRecord(value)) return [{ pointer: '', problem: `expected an object, found ${kindOf(value)}` }]
  if (validate(value)) return []
  const problems = new Map<string, Problem>()
  for (const error of validate.errors ?? []) {
    const problem = toProblem(error, value)
    if (problem && !problems.has(problem.pointer)) problems.set(problem.pointer, problem)
  }
  return [...problems.values()]
}

/** The words for one violation; null for those that only repeat another one. */
function toProblem(error: SchemaError, value: unknown): Problem | null {
  const { keyword, instancePath: pointer, params } = error
  const found = valueAt(value, pointer)
  const say = (problem: string): Problem => ({ pointer, problem })
  switch (keyword) {
    case 'required':
      return { pointer: join(pointer, params.missingProperty as string), problem: 'is missing' }
    case 'additionalProperties':
      return { pointer: join(pointer, params.additionalProperty as string), problem: 'is not a field of this format' }
    case 'type':
      return say(`expected ${typeNames(params.type)}, found ${kindOf(found)}`)
    case 'enum':
      return say(`expected one of ${(params.allowedValues as unknown[]).join(', ')}, found ${excerpt(found)}`)
    case 'const':
      return say(`expected ${JSON.stringify(params.allowedValue)}, found ${excerpt(found)}`)
    case 'minLength':
      return say('is empty')
    case 'maxLength':
      return say(`is longer than ${params.limit} characters`)
    case 'maxItems':
      return say(`has more than ${params.limit} entries`)
    case 'minimum':
    case 'maximum':
      return say(`expected a number ${params.comparison} ${params.limit}, found ${excerpt(found)}`)
    case 'format':
      return say(`expected a time such as 2026-01-31T12:00:00Z, found ${excerpt(found)}`)
    case 'pattern':
      return say(`expected ${PATTERNS[lastKey(pointer)] ?? 'another form'}, found ${excerpt(found)}`)
    default:
      return null
  }
}

/** What the patterns of the schema mean, by the name of the field. */
const PATTERNS: Record<string, string> = {
  project_path: 'an absolute path',
  path: 'an absolute path',
  name: 'a skill name',
  git_status: '"clean" or "N uncommitted"',
}

const lastKey = (pointer: string) => segments(pointer).at(-1) ?? ''

const TYPES: Record<string, string> = {
  string: 'text',
  object: 'an object',
  array: 'a list',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
}

function typeNames(type: unknown): string {
  return [type]
    .flat()
    .map(name => TYPES[name as string] ?? String(name))
    .join(' or ')
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return TYPES[typeof value] ?? typeof value
}

function excerpt(value: unknown): string {
  return typeof value === 'object' || value === undefined ? kindOf(value) : truncate(oneLine(JSON.stringify(value)), 60)
}

export function valueAt(value: unknown, pointer: string): unknown {
  let current = value
  for (const segment of segments(pointer)) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) return undefined
    current = (current as Record<string, unknown>)[segment]
  }
  return current
}
