import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completeState, emptyState, encodeProject } from '../../../src/core/state/complete.ts'
import { prepareState } from '../../../src/core/state/prepare.ts'
import { describe as words } from '../../../src/core/state/problem.ts'
import { validateState } from '../../../src/core/state/validate.ts'
import { hostile } from '../../support/hostile.ts'
import { anyState, makeState, stateSchema } from '../../support/states.ts'

const origin = { project: '/code/app', session: 's1', timestamp: '2026-11-20T12:00:00.000Z' }
const prepare = (input: unknown) => prepareState(input, origin)
const refusal = (input: unknown) => words(prepare(input).problems)

describe('completing a state', () => {
  it('makes a valid state of nothing', () => {
    const state = emptyState(origin)
    expect(validateState(state)).toEqual([])
    expect(state).toMatchObject({ project_encoded: 'code-app', session_id: 's1', todos: { explicit: [] } })
  })

  it('writes the keys in the order of section 1.20', () => {
    const keys = Object.keys(completeState({ recovery: null, x_midstride: {}, mode: 'auto' }, origin))
    expect(keys).toEqual(Object.keys(stateSchema.properties!))
  })

  it('takes keys left empty in YAML for missing ones', () => {
    const state = completeState({ todos: { explicit: null, implicit: null }, goals: null, mode: null }, origin)
    expect(state).toMatchObject({
      mode: 'manual',
      todos: { explicit: [], implicit: [], blockers: [] },
      goals: { ultimate: null },
    })
  })

  it('gives todos without an id the next free position', () => {
    const { explicit } = completeState(
      { todos: { explicit: [{ content: 'a' }, { id: '1', content: 'b' }, { content: 'c' }] } },
      origin,
    ).todos
    expect(explicit.map(({ id }) => id)).toEqual(['2', '1', '3'])
  })

  it('leaves every complete state as it is', () => {
    fc.assert(fc.property(anyState(), state => void expect(completeState({ ...state }, origin)).toEqual(state)))
  })

  it.each([
    ['/home/me/app', 'home-me-app'],
    ['C:\\work\\app', 'C-work-app'],
    ['/', '-'],
  ])('encodes %s as %s', (path, encoded) => expect(encodeProject(path)).toBe(encoded))
})

describe('preparing a state for the store', () => {
  it.each([
    ['no object', [], 'the state: expected an object, found a list'],
    [
      'a number for a text',
      { todos: { explicit: [{ content: 1 }] } },
      'todos.explicit[0].content: expected text, found a number',
    ],
    ['a missing text', { todos: { explicit: [{ id: '1' }] } }, 'todos.explicit[0].content: is missing'],
    [
      'an unknown word',
      { identity: { role: 'boss' } },
      'identity.role: expected one of orchestrator, executor, hybrid, found "boss"',
    ],
    ['an unknown key', { goals: { dream: 'x' } }, 'goals.dream: is not a field of this format'],
    [
      'a relative path',
      { documents: { impl: [{ path: 'plan.md' }] } },
      'documents.impl[0].path: expected an absolute path, found "plan.md"',
    ],
    [
      'a bad skill name',
      { skill_stack: [{ name: 'rm -rf' }] },
      'skill_stack[0].name: expected a skill name, found "rm -rf"',
    ],
    [
      'no time',
      { timestamp: 'yesterday' },
      'timestamp: expected a time such as 2026-01-31T12:00:00Z, found "yesterday"',
    ],
    ['a fraction', { compaction_count: 1.5 }, 'compaction_count: expected a whole number, found a number'],
    ['a negative count', { compaction_count: -1 }, 'compaction_count: expected a number >= 0, found -1'],
    ['another version', { format_version: '2.0' }, 'format_version: expected "3.0", found "2.0"'],
    [
      'free git status',
      { environment: { git_status: 'dirty' } },
      'environment.git_status: expected "clean" or "N uncommitted", found "dirty"',
    ],
    ['an object for a list', { todos: { explicit: { id: '1' } } }, 'todos.explicit: expected a list, found an object'],
    ['a text for a section', { documents: 'none' }, 'documents: expected an object, found text'],
  ])('names the field when it finds %s', (_, input, message) => {
    expect(prepare(input).state).toBeNull()
    expect(refusal(input)).toBe(message)
  })

  it('accepts a text of 100 KiB and a state of 1 MiB, and refuses more by name', () => {
    const text = 'x'.repeat(100 * 1024)
    expect(refusal({ goals: { ultimate: text } })).toBe('')
    expect(refusal({ goals: { ultimate: `${text}x` } })).toMatch(/^goals\.ultimate: is 102401 bytes, more than 100 KiB/)
    expect(refusal({ goals: { ultimate: 'é'.repeat(60 * 1024) } })).toMatch(/^goals\.ultimate: is 122880 bytes/)
    const room = 1024 * 1024 - Buffer.byteLength(JSON.stringify(makeState({ todos: { implicit: Array(11).fill('') } })))
    const filled = (extra: number) =>
      makeState({ todos: { implicit: [...Array(10).fill('y'.repeat(95_000)), 'z'.repeat(room - 950_000 + extra)] } })
    expect(Buffer.byteLength(JSON.stringify(filled(0)))).toBe(1024 * 1024)
    expect(refusal(filled(0))).toBe('')
    expect(refusal(filled(1))).toBe('the state: is more than 1 MiB')
  })

  it('removes what a reader cannot see and says where', () => {
    const { state, warnings } = prepare({ goals: { ultimate: 'shi\u200bp\u202e it\u0000\ud800' } })
    expect(state?.goals.ultimate).toBe('ship it')
    expect(warnings).toEqual([{ pointer: '/goals/ultimate', problem: '4 invisible characters removed' }])
  })

  it('composes characters', () => expect(prepare({ goals: { ultimate: 'e\u0301' } }).state?.goals.ultimate).toBe('é'))

  it('masks secrets in values and in keys', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`
    const { state, warnings } = prepare({
      goals: { main_task: `push with ${token}` },
      x_midstride: { active_forms: { [token]: 'pushing' } },
    })
    expect(JSON.stringify(state)).not.toContain(token)
    expect(state?.goals.main_task).toBe('push with ghp_[masked]')
    expect(warnings.map(({ problem }) => problem)).toContain('a secret was masked')
  })

  it('normalises paths', () => {
    const { state } = prepare({
      project_path: '/code//app/',
      documents: { must_read: [{ path: '/code/app/../../etc/passwd' }] },
    })
    expect(state?.documents.must_read[0]?.path).toBe('/etc/passwd')
    expect(state?.project_path).toBe('/code/app/')
  })

  it('is stopped by neither depth nor cycles nor multiplied references', () => {
    const cycle: Record<string, unknown> = {}
    cycle.goals = cycle
    expect(refusal(cycle)).toMatch(/nested more than 32 levels deep/)
    let deep: unknown = 'x'
    for (let level = 0; level < 100_000; level += 1) deep = [deep]
    expect(refusal({ todos: deep })).toMatch(/nested more than 32 levels deep/)
    let bomb: unknown[] = ['x'.repeat(100)]
    for (let level = 0; level < 25; level += 1) bomb = [bomb, bomb, bomb, bomb]
    expect(refusal({ todos: { implicit: bomb } })).toMatch(/more than 1 MiB/)
  })

  it('takes a key named __proto__ for what it is', () => {
    const input = JSON.parse('{"__proto__": {"polluted": true}, "x_midstride": {"active_forms": {"__proto__": "x"}}}')
    expect(refusal(input)).toContain('__proto__: is not a field of this format')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('keeps what it accepts once it has accepted it, whatever the texts are', () => {
    fc.assert(
      fc.property(anyState(hostile), input => {
        const once = prepare(input)
        if (!once.state) return
        const twice = prepare(once.state)
        expect(twice.state).toEqual(once.state)
        expect(twice.warnings).toEqual([])
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true }), input => void prepare(input)),
    )
    fc.assert(fc.property(fc.json({ maxDepth: 6 }), text => void prepare(JSON.parse(text))))
  })
})
