import { UserError } from '../errors.ts'
import type { Severity } from '../finding.ts'
import { globTest } from '../glob.ts'
import { suggest } from '../text.ts'
import type { LintConfig } from './engine.ts'
import type { Rule } from './rule.ts'
import { isRecord } from './state.ts'

const KEYS = ['$schema', 'extends', 'rules', 'overrides', 'ignore', 'baseline', 'maxWarnings', 'inline'] as const
const OVERRIDE_KEYS: readonly string[] = ['files', 'rules']
export const LEVELS = ['off', 'info', 'warning', 'error'] as const
type Level = Severity | 'off'

/** Severity every rule starts from: `recommended` is the rule's own, `strict` is one step above it. */
export const PRESETS = ['recommended', 'strict'] as const
export type Preset = (typeof PRESETS)[number]

export function presetLevels(preset: Preset, rules: readonly Rule[]): ReadonlyMap<string, Severity> {
  if (preset === 'recommended') return new Map()
  return new Map(rules.map(({ id, severity }) => [id, severity === 'info' ? 'warning' : 'error']))
}

/** The `midstride` key of package.json, `.midstriderc.json` and the like, after checking. */
export interface ProjectConfig {
  /** File the settings stand in, for messages. */
  name: string
  rules: ReadonlyMap<string, Level>
  overrides: readonly { matches: (path: string) => boolean; rules: ReadonlyMap<string, Level> }[]
  ignores: (path: string) => boolean
  /** Relative to the folder of the configuration. */
  baseline: string | null
  maxWarnings: number | null
  inline: boolean
}

export const NO_CONFIG: ProjectConfig = readConfig({}, 'no configuration', [])

/** Checks what a person wrote; each refusal names the file, the key and what was expected. */
export function readConfig(value: unknown, name: string, rules: readonly Rule[]): ProjectConfig {
  if (!isRecord(value)) throw new UserError(`${name} holds no settings`, `it is an object with ${KEYS.join(', ')}`)
  for (const key of Object.keys(value))
    if (!(KEYS as readonly string[]).includes(key)) unknown(name, 'setting', key, KEYS)
  const preset = value.extends ?? 'recommended'
  if (!isPreset(preset)) unknown(name, 'preset', String(preset), PRESETS)
  const overrides = listOf(value.overrides, name, 'overrides').map(entry => {
    if (!isRecord(entry))
      throw new UserError(`${name}: an entry of 'overrides' is no object`, "it has 'files' and 'rules'")
    for (const key of Object.keys(entry))
      if (!OVERRIDE_KEYS.includes(key)) unknown(name, "key of 'overrides'", key, OVERRIDE_KEYS)
    if (entry.files === undefined)
      throw new UserError(`${name}: an entry of 'overrides' has no 'files'`, 'list the patterns it is for')
    return { matches: anyOf(entry.files, name, 'overrides.files'), rules: levels(entry.rules, name, rules) }
  })
  return {
    name,
    rules: new Map([...presetLevels(preset, rules), ...levels(value.rules, name, rules)]),
    overrides,
    ignores: anyOf(value.ignore, name, 'ignore'),
    baseline: typed(value.baseline, 'string', name, 'baseline') ?? null,
    maxWarnings: countOf(value.maxWarnings, name, 'maxWarnings'),
    inline: typed(value.inline, 'boolean', name, 'inline') ?? true,
  }
}

/** Settings for one file: the rules of the project, then every override that matches it, the last one winning. */
export function configFor(config: ProjectConfig, file: string): LintConfig {
  const matching = config.overrides.filter(override => override.matches(file))
  if (matching.length === 0) return { severities: config.rules, inline: config.inline }
  const severities = new Map([...config.rules, ...matching.flatMap(override => [...override.rules])])
  return { severities, inline: config.inline }
}

function levels(value: unknown, name: string, rules: readonly Rule[]): ReadonlyMap<string, Level> {
  if (value === undefined) return new Map()
  if (!isRecord(value))
    throw new UserError(`${name}: 'rules' is no object`, 'it maps rule ids to off, info, warning or error')
  const ids = rules.map(rule => rule.id)
  return new Map(
    Object.entries(value).map(([id, level]) => {
      if (!ids.includes(id)) unknown(name, 'rule', id, ids)
      if (!isLevel(level)) unknown(name, `level of '${id}'`, String(level), LEVELS)
      return [id, level]
    }),
  )
}

function isPreset(value: unknown): value is Preset {
  return (PRESETS as readonly unknown[]).includes(value)
}

function isLevel(value: unknown): value is Level {
  return (LEVELS as readonly unknown[]).includes(value)
}

function unknown(name: string, what: string, word: string, known: readonly string[]): never {
  const near = suggest(word, known)
  const list = known.length > 8 ? "see 'midstride rules'" : `one of: ${known.join(', ')}`
  throw new UserError(`${name}: unknown ${what} '${word}'`, near ? `did you mean '${near}'?` : list)
}

function listOf(value: unknown, name: string, key: string): unknown[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new UserError(`${name}: '${key}' is no list`, 'write it in brackets')
  return value
}

function anyOf(value: unknown, name: string, key: string): (path: string) => boolean {
  const tests = listOf(value, name, key).map(entry => {
    if (typeof entry !== 'string')
      throw new UserError(`${name}: '${key}' holds something that is no pattern`, 'patterns are strings')
    return globTest(entry)
  })
  return path => tests.some(test => test(path))
}

function countOf(value: unknown, name: string, key: string): number | null {
  const count = typed(value, 'number', name, key)
  if (count !== undefined && !(Number.isInteger(count) && count >= 0))
    throw new UserError(`${name}: '${key}' is ${count}`, 'give a whole number from 0 up')
  return count ?? null
}

function typed<T extends 'string' | 'number' | 'boolean'>(value: unknown, type: T, name: string, key: string) {
  if (value === undefined) return undefined
  if (typeof value !== type) throw new UserError(`${name}: '${key}' is no ${type}`, `give a ${type}`)
  return value as T extends 'string' ? string : T extends 'number' ? number : boolean
}
