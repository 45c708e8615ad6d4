import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { maskSecrets } from '../../src/core/secrets.ts'
import { completeState } from '../../src/core/state/complete.ts'
import { cleanText } from '../../src/core/text.ts'
import type { State } from '../../src/core/types.ts'

interface Schema {
  $ref?: string
  $defs?: Record<string, Schema>
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  pattern?: string
  format?: string
  minimum?: number
  maximum?: number
}

export const stateSchema: Schema = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../schemas/workflow-state.schema.json'), 'utf8'),
)

/** A state with these keys filled in and all others empty. */
export function makeState(given: object = {}): State {
  return completeState(given as Record<string, unknown>, {
    project: '/code/app',
    session: 'session-1',
    timestamp: '2026-11-20T12:00:00.000Z',
  })
}

const time = fc
  .integer({ min: 0, max: 10 ** 6 })
  .map(minute => new Date(1_767_614_400_000 + minute * 60_000).toISOString())
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,11}$/)

/** Strings that are no free text, by what the schema says of them. */
function special(schema: Schema): fc.Arbitrary<string> | null {
  if (schema.format === 'date-time') return time
  if (schema.pattern === '^(clean|\\d+ uncommitted)$')
    return fc.constantFrom('clean', '1 uncommitted', '23 uncommitted')
  if (schema.pattern?.startsWith('^(/|'))
    return fc.array(name, { minLength: 1, maxLength: 4 }).map(parts => `/${parts.join('/')}`)
  if (schema.pattern) return name
  return null
}

/** Values of a schema; every key it knows turns up sooner or later. */
function valuesOf(schema: Schema, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const node = schema.$ref ? { ...stateSchema.$defs![schema.$ref.replace('#/$defs/', '')]!, ...schema } : schema
  if ('const' in node) return fc.constant(node.const)
  if (node.enum) return fc.constantFrom(...node.enum)
  if (node.anyOf) return fc.oneof(...node.anyOf.map(option => valuesOf(option, text)))
  const types = [node.type ?? 'object'].flat()
  return fc.oneof(...types.map(type => typed(type, node, text)))
}

function typed(type: string, node: Schema, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (type === 'null') return fc.constant(null)
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer') return fc.integer({ min: node.minimum ?? 0, max: node.maximum ?? 1000 })
  if (type === 'string') return special(node) ?? text
  if (type === 'array') return fc.array(valuesOf(node.items!, text), { maxLength: 3 })
  if (!node.properties) return fc.dictionary(name, valuesOf(node.additionalProperties as Schema, text), { maxKeys: 3 })
  const keys = Object.fromEntries(Object.entries(node.properties).map(([key, value]) => [key, valuesOf(value, text)]))
  return fc.record(keys, { requiredKeys: node.required ?? [] })
}

/** Texts that cleaning leaves alone. */
export const cleanWords: fc.Arbitrary<string> = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter(text => cleanText(text).text === text && maskSecrets(text) === text)

/** Any state of the schema, its texts drawn from `text`. */
export const anyState = (text: fc.Arbitrary<string> = cleanWords): fc.Arbitrary<State> =>
  valuesOf(stateSchema, text) as fc.Arbitrary<State>
