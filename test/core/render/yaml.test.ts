import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { derive } from '../../../src/core/derive/derive.ts'
import { stateToYaml } from '../../../src/core/render/yaml.ts'
import { ORDER } from '../../../src/core/render/yaml-order.ts'
import { scalar } from '../../../src/core/render/yaml-scalar.ts'
import { parseYaml } from '../../../src/core/yaml.ts'
import { hostile } from '../../support/hostile.ts'
import { at, say, session } from '../../support/session.ts'

interface Schema {
  $ref?: string
  properties?: Record<string, Schema>
  items?: Schema
}

const schema = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../../schemas/workflow-state.schema.json'), 'utf8'),
) as Schema & { $defs: Record<string, Schema> }

/** Keys of every object of the schema by its place. */
function orders(node: Schema, at: string, found: Record<string, string[]>): Record<string, string[]> {
  const { properties, items } = node.$ref ? schema.$defs[node.$ref.replace('#/$defs/', '')]! : node
  if (properties && at) found[at] = Object.keys(properties)
  for (const [key, child] of Object.entries(properties ?? {}))
    if (key !== 'x_midstride' && !(at === 'subagents[]' && key === 'skill_stack'))
      orders(child, at ? `${at}.${key}` : key, found)
  return items ? orders(items, `${at}[]`, found) : found
}

describe('the YAML of section 1.20', () => {
  it('has the keys of the schema in its order', () => {
    expect(ORDER).toEqual(orders(schema, '', {}))
  })

  it('orders keys that come in another order', () => {
    const state = derive(session({ messages: [say('Go', 0)] }), { mode: 'auto', now: at(1) })
    const shuffled = Object.fromEntries(Object.entries(state).reverse()) as typeof state
    shuffled.goals = Object.fromEntries(Object.entries(state.goals).reverse()) as typeof state.goals
    expect(stateToYaml(shuffled)).toBe(stateToYaml(state))
  })

  it('names its groups as the template does', () => {
    const yaml = stateToYaml(derive(session(), { mode: 'manual', now: at(1) }))
    expect(yaml.match(/^# === .* ===$/gm)).toEqual([
      '# === METADATA ===',
      '# === IDENTITY (Section 1.1) ===',
      '# === SKILL STACK (Section 1.1.1) - Ordered, index 0 = top/most recent ===',
      '# === SUBAGENTS (Section 1.1 Hierarchy) ===',
      '# === WORKFLOW (Section 1.1 Pattern) ===',
      '# === GOALS (Section 1.2) ===',
      '# === TODOS (Section 1.8) ===',
      '# === DOCUMENTS (Sections 1.9, 1.10) ===',
      '# === DECISIONS (Sections 1.4, 1.15) ===',
      '# === CONVERSATION CONTEXT (Section 1.25) ===',
      '# === ARTIFACTS (Section 1.12) ===',
      '# === QUALITY GATES (Section 1.18) ===',
      '# === ENVIRONMENT (Section 1.19) ===',
      '# === RECOVERY (Section 1.22) ===',
      '# === EVIDENCE (what section 1.20 has no key for) ===',
    ])
  })

  it('asks behind a null that only judgement can fill', () => {
    const state = derive(session({ messages: [say('Go', 0), say('no, left', 1, { correction: true })] }), {
      mode: 'manual',
      now: at(2),
    })
    expect(stateToYaml(state)).toContain('lesson: null # <!-- judge: pattern to avoid -->')
  })
})

describe('a string in YAML', () => {
  it.each([
    ['plain', '"plain"'],
    ['no', '"no"'],
    ['a: b # c', '"a: b # c"'],
    ['<!-- judge: x -->', '"\\x3C!-- judge: x -->"'],
    ['hidden\u200btext\u202e', '"hidden\\u200btext\\u202e"'],
    ['two\nlines', '|-\n  two\n  lines'],
    ['two\n<!-- lines', '"two\\n\\x3C!-- lines"'],
    [' leading\nspace', '" leading\\nspace"'],
    ['trailing\n', '"trailing\\n"'],
  ])('%j is written %j', (text, written) => {
    expect(scalar(text, 1)).toBe(written)
  })

  it('is read back as it was', () => {
    fc.assert(
      fc.property(hostile, text => {
        const written = `a:\n  b: ${scalar(text, 2)}\n  c: [${scalar(text, 0, true)}]\n`
        expect(parseYaml(written).value).toEqual({ a: { b: text, c: [text] } })
        expect(written).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\ufeff]|<!--/)
      }),
      { numRuns: 1000 },
    )
  })
})
