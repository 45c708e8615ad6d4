/**
 * The part of JSON Schema 2020-12 that tool arguments need, checked without compiling anything: a server is started with every
 * session, and its messages are read by a model that must mend the call.
 */
import { suggest, truncate } from '../core/text.ts'

type TypeName = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'

export interface Schema {
  type?: TypeName | readonly TypeName[]
  description?: string
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  enum?: readonly (string | number | null)[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  maxItems?: number
  default?: unknown
  /** Lets a single value stand for a list of one. */
  anyOf?: readonly Schema[]
}

/** An object with exactly these arguments; those in `required` must be there. */
export function args(properties: Record<string, Schema>, required: readonly string[] = []): Schema {
  return { type: 'object', properties, required, additionalProperties: false }
}

/** An answer: these keys, all of them unless `optional` names them. More may come in later versions. */
export function answer(properties: Record<string, Schema>, optional: readonly string[] = []): Schema {
  return { type: 'object', properties, required: Object.keys(properties).filter(key => !optional.includes(key)) }
}

export interface Checked {
  value: unknown
  problems: string[]
}

/** Checks a value; numbers, objects and lists that a host sent as strings are read as what they stand for. */
export function check(schema: Schema, value: unknown, at = ''): Checked {
  if (schema.anyOf) {
    const tried = schema.anyOf.map(option => ({ option, ...check(option, value, at) }))
    const fits = tried.find(result => result.problems.length === 0) ?? tried.find(({ option }) => suits(option, value))
    const { value: read, problems } = fits ?? tried.at(-1)!
    return { value: read, problems }
  }
  const read = coerce(schema, value)
  const types = typesOf(schema)
  if (types.length > 0 && !types.some(type => isType(type, read)))
    return wrong(value, at, `must be ${types.map(article).join(' or ')}, got ${shown(value)}`)
  if (schema.enum && !schema.enum.includes(read as string)) return wrong(value, at, enumProblem(schema.enum, read))
  if (Array.isArray(read)) return checkList(schema, read, at)
  if (typeof read === 'object' && read !== null) return checkObject(schema, read as Record<string, unknown>, at)
  const problem = typeof read === 'string' ? textProblem(schema, read) : numberProblem(schema, read)
  return problem ? wrong(value, at, problem) : { value: read, problems: [] }
}

function wrong(value: unknown, at: string, problem: string): Checked {
  return { value, problems: [`'${at || 'arguments'}' ${problem}`] }
}

function checkObject(schema: Schema, value: Record<string, unknown>, at: string): Checked {
  const problems: string[] = []
  const result: Record<string, unknown> = {}
  const known = schema.properties ?? {}
  const name = (key: string) => (at ? `${at}.${key}` : key)
  for (const key of schema.required ?? [])
    if (value[key] === undefined) problems.push(`'${name(key)}' is missing (${known[key]?.description ?? 'required'})`)
  for (const [key, item] of Object.entries(value)) {
    const rule = Object.hasOwn(known, key) ? known[key] : undefined
    if (item === undefined || (item === null && rule && !isOptionalNull(schema, key, rule))) continue
    if (!rule) {
      if (schema.additionalProperties === false) problems.push(unknownKey(name(key), key, Object.keys(known)))
      else result[key] = item
      continue
    }
    const checked = check(rule, item, name(key))
    problems.push(...checked.problems)
    result[key] = checked.value
  }
  return { value: result, problems }
}

/** Hosts send null for an argument that was left out; only a required one, or one that may be null, is looked at. */
function isOptionalNull(schema: Schema, key: string, rule: Schema): boolean {
  return Boolean(schema.required?.includes(key)) || typesOf(rule).includes('null')
}

function unknownKey(name: string, key: string, known: string[]): string {
  const near = suggest(key, known)
  return `'${truncate(name, 80)}' is not known; ${near ? `did you mean '${near}'?` : `known are ${known.join(', ') || 'none'}`}`
}

function checkList(schema: Schema, list: unknown[], at: string): Checked {
  if (schema.maxItems !== undefined && list.length > schema.maxItems)
    return wrong(list, at, `has ${list.length} entries, at most ${schema.maxItems} are read`)
  const items = schema.items
  if (!items) return { value: list, problems: [] }
  const checked = list.map((item, index) => check(items, item, `${at}[${index}]`))
  return { value: checked.map(item => item.value), problems: checked.flatMap(item => item.problems) }
}

function coerce(schema: Schema, value: unknown): unknown {
  if (typeof value !== 'string') return value
  const types = typesOf(schema)
  if (types.includes('string') || types.length === 0) return value
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  if (types.includes('boolean') && /^(true|false)$/.test(value)) return value === 'true'
  if ((types.includes('object') || types.includes('array')) && /^\s*[[{]/.test(value))
    try {
      return JSON.parse(value)
    } catch {
      return value
    }
  return value
}

function typesOf(schema: Schema): readonly string[] {
  return Array.isArray(schema.type) ? schema.type : schema.type ? [schema.type as string] : []
}

/** Of several options the one whose kind the value has: its problem is the one to tell. */
function suits(option: Schema, value: unknown): boolean {
  const types = typesOf(option)
  return types.length === 0 ? typeof value !== 'object' : types.some(type => isType(type, value))
}

function isType(type: string, value: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  if (type === 'integer') return Number.isSafeInteger(value)
  if (type === 'number') return Number.isFinite(value)
  return typeof value === type
}

function enumProblem(known: readonly (string | number | null)[], value: unknown): string {
  const near = typeof value === 'string' ? suggest(value, known.map(String)) : undefined
  return `must be one of ${known.map(String).join(', ')}, got ${shown(value)}${near ? `; did you mean '${near}'?` : ''}`
}

function textProblem(schema: Schema, value: string): string | null {
  if (schema.minLength !== undefined && value.trim().length < schema.minLength) return 'must not be empty'
  if (schema.maxLength !== undefined && value.length > schema.maxLength)
    return `has ${value.length} characters, at most ${schema.maxLength} are taken`
  return null
}

function numberProblem(schema: Schema, value: unknown): string | null {
  if (typeof value !== 'number') return null
  if (schema.minimum !== undefined && value < schema.minimum) return `must be at least ${schema.minimum}, got ${value}`
  if (schema.maximum !== undefined && value > schema.maximum) return `must be at most ${schema.maximum}, got ${value}`
  return null
}

function article(type: string): string {
  if (type === 'null') return 'null'
  if (type === 'integer') return 'a whole number'
  if (type === 'array') return 'a list'
  return type === 'object' ? 'an object' : `a ${type}`
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return truncate(typeof value === 'string' ? JSON.stringify(value) : String(value), 60)
}
