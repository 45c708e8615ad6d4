import type { SchemaError } from '../../generated/validate.ts'
import { suggest, truncate } from '../text.ts'
import { isRecord } from './state.ts'

/** One cause, in words; several errors of the validator may belong to it. */
export interface SchemaProblem {
  /** JSON pointer of the value, or of the object that lacks something. */
  pointer: string
  unexpected: string
  expected: string
  help?: string
}

/** Errors of a standalone validator → one problem per cause. */
export function explain(errors: readonly SchemaError[], value: unknown): SchemaProblem[] {
  const problems: SchemaProblem[] = []
  for (const [pointer, group] of groupByPath(errors)) {
    const unknown = group.filter(error => error.keyword === 'additionalProperties')
    const missing = new Set(
      group.filter(error => error.keyword === 'required').map(error => String(error.params.missingProperty)),
    )
    for (const error of unknown) problems.push(unknownKey(pointer, String(error.params.additionalProperty), missing))
    if (missing.size > 0) problems.push(missingKeys(pointer, [...missing]))
    const wrong = wrongValue(group.filter(error => !['additionalProperties', 'required'].includes(error.keyword)))
    if (wrong)
      problems.push({ pointer, unexpected: describe(valueAtPointer(value, pointer), pointer), expected: wrong })
  }
  return problems
}

function groupByPath(errors: readonly SchemaError[]): Map<string, SchemaError[]> {
  const groups = new Map<string, SchemaError[]>()
  for (const error of errors) {
    const group = groups.get(error.instancePath)
    if (group) group.push(error)
    else groups.set(error.instancePath, [error])
  }
  return groups
}

/** A misspelt key is one cause, though the validator sees an unknown and a missing one. */
function unknownKey(pointer: string, key: string, missing: Set<string>): SchemaProblem {
  const near = suggest(key, missing)
  if (near) missing.delete(near)
  return {
    pointer: `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`,
    unexpected: `key \`${truncate(key, 60)}\` in ${nameOf(pointer)}`,
    expected: near ? `\`${near}\`` : 'only keys of the format',
    ...(near ? {} : { help: 'what the format has no key for belongs into `x_midstride`' }),
  }
}

function missingKeys(pointer: string, keys: string[]): SchemaProblem {
  return {
    pointer,
    unexpected: `${nameOf(pointer)} without \`${keys.join('`, `')}\``,
    expected: keys.length > 1 ? 'these keys' : 'this key',
    help: 'an empty list is `[]`, what is unknown is null where the format allows it',
  }
}

type Words = (params: Record<string, unknown>) => string

const WORDS: Record<string, Words> = {
  const: ({ allowedValue }) => `\`${allowedValue}\``,
  enum: ({ allowedValues }) => (allowedValues as unknown[]).map(value => `\`${value}\``).join(', '),
  type: ({ type }) => [type].flat().join(' or '),
  format: ({ format }) => (format === 'date-time' ? 'an ISO 8601 time with its zone' : `a ${format}`),
  pattern: ({ pattern }) => patternWords(String(pattern)),
  minLength: () => 'a text that is not empty',
  maxLength: ({ limit }) => `at most ${limit} characters`,
  maxItems: ({ limit }) => `at most ${limit} entries`,
  minimum: ({ limit }) => `at least ${limit}`,
  maximum: ({ limit }) => `at most ${limit}`,
}

function patternWords(pattern: string): string {
  if (pattern.startsWith('^(/|')) return 'an absolute path'
  if (pattern.includes('uncommitted')) return '`clean` or `N uncommitted`'
  return pattern.startsWith('^[A-Za-z0-9]')
    ? 'a name of letters, digits, `:`, `.`, `_` and `-`'
    : `text like \`${pattern}\``
}

/** Within alternatives the most telling one speaks: a pattern or an enum before a type. */
function wrongValue(errors: readonly SchemaError[]): string | null {
  const rank = [
    'enum',
    'const',
    'pattern',
    'format',
    'minLength',
    'maxLength',
    'maxItems',
    'minimum',
    'maximum',
    'type',
  ]
  const best = rank.map(keyword => errors.find(error => error.keyword === keyword)).find(error => error)
  if (best) return WORDS[best.keyword]!(best.params)
  return errors.length > 0 ? (errors[0]!.message ?? 'another value') : null
}

function nameOf(pointer: string): string {
  return pointer === '' ? 'state' : `\`${pathOf(pointer)}\``
}

/** `/todos/explicit/0` → `todos.explicit[0]`. */
export function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .split('/')
    .map(key => key.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : path ? `${path}.${key}` : key), '')
}

function describe(value: unknown, pointer: string): string {
  const shown = typeof value === 'string' ? `\`${truncate(value.replace(/\s+/g, ' '), 60)}\`` : shapeOf(value)
  return `${value === '' ? 'empty text' : shown} in ${nameOf(pointer)}`
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (isRecord(value)) return 'an object'
  return `\`${String(value)}\``
}

function valueAtPointer(value: unknown, pointer: string): unknown {
  let at = value
  for (const key of pointer.split('/').slice(1))
    at = (at as Record<string, unknown> | undefined)?.[key.replace(/~1/g, '/').replace(/~0/g, '~')]
  return at
}
