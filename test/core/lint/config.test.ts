import { readFileSync } from 'node:fs'
import path from 'node:path'
import Ajv2020 from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { configFor, readConfig } from '../../../src/core/lint/config.ts'
import { registry } from '../../../src/rules/_registry.ts'

const schema = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../../schemas/lint-config.schema.json'), 'utf8'),
)
const valid = new Ajv2020.default({ allErrors: true }).compile(schema)
const read = (value: unknown) => readConfig(value, 'settings', registry)

describe('settings: the schema for editors and the reader agree', () => {
  it.each([
    ['nothing', {}],
    ['a schema', { $schema: './node_modules/midstride/schemas/lint-config.schema.json' }],
    ['a preset', { extends: 'strict' }],
    ['severities', { rules: { placeholder: 'off', secret: 'error' } }],
    ['overrides', { overrides: [{ files: ['old/**'], rules: { placeholder: 'info' } }, { files: [] }] }],
    ['all of it', { ignore: ['x/**'], baseline: 'b.json', maxWarnings: 0, inline: false }],
  ])('both take: %s', (_, value) => {
    expect(valid(value)).toBe(true)
    expect(() => read(value)).not.toThrow()
  })

  it.each([
    ['no object', []],
    ['an unknown setting', { rule: {} }],
    ['an unknown preset', { extends: 'stricter' }],
    ['two presets', { extends: ['strict'] }],
    ['an unknown rule', { rules: { placeholders: 'off' } }],
    ['a name every object has', { rules: { constructor: 'off' } }],
    ['an unknown level', { rules: { placeholder: 'warn' } }],
    ['rules as a list', { rules: [] }],
    ['an override for no files', { overrides: [{ rules: {} }] }],
    ['an override with a word too many', { overrides: [{ files: [], rule: {} }] }],
    ['a pattern that is none', { ignore: [1] }],
    ['a baseline that is no name', { baseline: true }],
    ['half a warning', { maxWarnings: 0.5 }],
    ['less than no warning', { maxWarnings: -1 }],
    ['inline as a word', { inline: 'no' }],
  ])('both refuse: %s', (_, value) => {
    expect(valid(value)).toBe(false)
    expect(() => read(value)).toThrow(/^settings/)
  })

  it('knows every rule, with what it wants', () => {
    const { properties } = schema.$defs.rules
    expect(Object.keys(properties)).toEqual(registry.map(rule => rule.id))
    for (const rule of registry) expect(properties[rule.id].description).toContain(rule.summary)
  })
})

describe('presets', () => {
  it('recommended leaves every rule as it is', () => {
    expect(configFor(read({ extends: 'recommended' }), 'h.md').severities).toEqual(new Map())
  })

  it('strict raises every rule by a step, and what the project says still wins', () => {
    const { severities } = configFor(read({ extends: 'strict', rules: { placeholder: 'info' } }), 'h.md')
    for (const { id, severity } of registry)
      expect(severities!.get(id)).toBe(id === 'placeholder' ? 'info' : severity === 'info' ? 'warning' : 'error')
  })
})
