import { slot } from '../document.ts'
import type { State } from '../types.ts'
import { keyOrder } from './yaml-order.ts'
import { scalar } from './yaml-scalar.ts'
import { question } from './yaml-slots.ts'

/** The groups of section 1.20, in order, with the comment above each. */
const GROUPS: readonly [comment: string, keys: readonly (keyof State)[]][] = [
  [
    'METADATA',
    ['format_version', 'mode', 'project_path', 'project_encoded', 'session_id', 'timestamp', 'compaction_count'],
  ],
  ['IDENTITY (Section 1.1)', ['identity']],
  ['SKILL STACK (Section 1.1.1) - Ordered, index 0 = top/most recent', ['skill_stack']],
  ['SUBAGENTS (Section 1.1 Hierarchy)', ['subagents']],
  ['WORKFLOW (Section 1.1 Pattern)', ['workflow']],
  ['GOALS (Section 1.2)', ['goals']],
  ['TODOS (Section 1.8)', ['todos']],
  ['DOCUMENTS (Sections 1.9, 1.10)', ['documents']],
  ['DECISIONS (Sections 1.4, 1.15)', ['decisions']],
  ['CONVERSATION CONTEXT (Section 1.25)', ['conversation']],
  ['ARTIFACTS (Section 1.12)', ['artifacts']],
  ['QUALITY GATES (Section 1.18)', ['quality_gates']],
  ['ENVIRONMENT (Section 1.19)', ['environment']],
  ['RECOVERY (Section 1.22)', ['recovery']],
  ['EVIDENCE (what section 1.20 has no key for)', ['x_midstride']],
]

/** The YAML of section 1.20: group comments, fixed key order, a slot behind every null and empty list that asks for judgement. */
export function stateToYaml(state: State): string {
  const groups = GROUPS.flatMap(([comment, keys]) => {
    const present = keys.filter(key => state[key] !== undefined)
    if (present.length === 0) return []
    const rows = present.flatMap(key => entry(key, state, 0, key, state))
    return [[`# === ${comment} ===`, ...rows].join('\n')]
  })
  return `${groups.join('\n\n')}\n`
}

type Row = string

function entry(key: string, parent: object, depth: number, at: string, state: State): Row[] {
  const value = (parent as Record<string, unknown>)[key]
  const indent = '  '.repeat(depth)
  const name = /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : scalar(key, 0, true)
  const simple = flow(value, depth)
  if (simple !== null) {
    const asked = isOpen(value) ? question(at, parent, state) : null
    return [`${indent}${name}: ${simple}${asked ? ` # ${slot(asked)}` : ''}`]
  }
  return [`${indent}${name}:`, ...block(value as object, depth + 1, at, state)]
}

function block(value: object, depth: number, at: string, state: State): Row[] {
  if (!Array.isArray(value)) return keyOrder(at, value).flatMap(key => entry(key, value, depth, `${at}.${key}`, state))
  return value.flatMap(item => {
    const simple = flow(item, depth) ?? (at.startsWith('x_midstride') ? flowMap(item) : null)
    if (simple !== null) return [`${'  '.repeat(depth)}- ${simple}`]
    const [first, ...rest] = block(item, depth + 1, `${at}[]`, state)
    return [`${'  '.repeat(depth)}- ${first!.trimStart()}`, ...rest]
  })
}

const isOpen = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0)

/** A value that fits behind its key: a scalar, an empty collection, a short list of words. Otherwise null. */
function flow(value: unknown, depth: number): string | null {
  if (value === null) return 'null'
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (typeof value === 'string') return scalar(value, depth + 1)
  if (!Array.isArray(value)) return Object.keys(value as object).length === 0 ? '{}' : null
  if (value.length === 0) return '[]'
  if (!value.every(item => typeof item === 'string')) return null
  const words = value.map(item => scalar(item, 0, true)).join(', ')
  return words.length <= 100 ? `[${words}]` : null
}

/** An object on one line: evidence is looked up, not read from top to bottom. */
function flowMap(item: object): string | null {
  const parts = Object.entries(item).flatMap(([key, value]) => {
    const simple = typeof value === 'string' ? scalar(value, 0, true) : flow(value, 0)
    return simple === null ? [null] : [`${key}: ${simple}`]
  })
  const words = parts.includes(null) ? null : `{ ${parts.join(', ')} }`
  return words !== null && words.length <= 400 ? words : null
}
