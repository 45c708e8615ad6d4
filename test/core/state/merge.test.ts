import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completeState } from '../../../src/core/state/complete.ts'
import { mergeState } from '../../../src/core/state/merge.ts'
import { validateState } from '../../../src/core/state/validate.ts'
import type { State } from '../../../src/core/types.ts'
import { anyState, makeState } from '../../support/states.ts'

const origin = { project: '/code/app', timestamp: '2026-11-20T12:00:00.000Z' }
const merge = (state: State, updates: object): State =>
  completeState(mergeState(state, updates as Record<string, unknown>) as Record<string, unknown>, origin)

const todo = (id: string, content: string, status = 'pending') => ({ id, content, status })

describe('merging updates', () => {
  const state = makeState({
    goals: { ultimate: 'ship', main_task: 'parser' },
    todos: { explicit: [todo('1', 'parse'), todo('2', 'test')], implicit: ['docs'] },
    skill_stack: [{ name: 'develop', phase: 'Phase 1' }],
    decisions: { binding: [{ decision: 'use SQLite', rationale: 'no daemon', binding: 'ABSOLUTE' }] },
    subagents: [{ id: 'a1', status: 'running', skill_stack: [{ name: 'review' }] }],
  })

  it('updates an entry by its key, wherever it stands, and keeps the rest', () => {
    const { todos, goals } = merge(state, {
      todos: { explicit: [todo('2', 'test', 'completed')] },
      goals: { main_task: 'tests' },
    })
    expect(todos.explicit.map(({ id, status }) => [id, status])).toEqual([
      ['1', 'pending'],
      ['2', 'completed'],
    ])
    expect(goals).toMatchObject({ ultimate: 'ship', main_task: 'tests' })
  })

  it('keeps the fields of an entry that the update does not name', () => {
    const { binding } = merge(state, {
      decisions: { binding: [{ decision: 'use SQLite', binding: 'SESSION' }] },
    }).decisions
    expect(binding).toEqual([{ decision: 'use SQLite', rationale: 'no daemon', binding: 'SESSION' }])
  })

  it('three updates of two todos make two todos', () => {
    const update = { todos: { explicit: [todo('1', 'parse', 'completed'), todo('2', 'test', 'in_progress')] } }
    const after = merge(merge(merge(state, update), update), update)
    expect(after.todos.explicit).toHaveLength(2)
  })

  it('knows a todo without an id by its words', () => {
    const update = { todos: { explicit: [{ content: 'test', status: 'completed' }, { content: 'publish' }] } }
    const once = merge(state, update)
    expect(once.todos.explicit.map(({ id, status }) => [id, status])).toEqual([
      ['1', 'pending'],
      ['2', 'completed'],
      ['3', 'pending'],
    ])
    expect(merge(once, update)).toEqual(once)
  })

  it('removes and replaces when told to, and only then', () => {
    expect(
      merge(state, { todos: { explicit: [{ id: '1', $delete: true }] } }).todos.explicit.map(({ id }) => id),
    ).toEqual(['2'])
    expect(merge(state, { todos: { implicit: [{ value: 'docs', $delete: true }] } }).todos.implicit).toEqual([])
    expect(merge(state, { todos: { implicit: { $replace: ['a', 'b'] } } }).todos.implicit).toEqual(['a', 'b'])
    expect(merge(state, { todos: { explicit: [] } }).todos.explicit).toHaveLength(2)
    expect(merge(state, { goals: { ultimate: { $delete: true } } }).goals.ultimate).toBeNull()
    expect(merge(state, { goals: { ultimate: null } }).goals.ultimate).toBeNull()
    expect(merge(state, { todos: { $delete: true } }).todos.explicit).toEqual([])
  })

  it('puts a new skill on top of the stack, of a subagent too', () => {
    expect(merge(state, { skill_stack: [{ name: 'debug' }] }).skill_stack.map(({ name }) => name)).toEqual([
      'debug',
      'develop',
    ])
    const nested = { subagents: [{ id: 'a1', skill_stack: [{ name: 'fix' }, { name: 'review', phase: '2' }] }] }
    expect(merge(state, nested).subagents[0]?.skill_stack.map(({ name, phase }) => [name, phase])).toEqual([
      ['fix', null],
      ['review', '2'],
    ])
  })

  it('does not touch what it was given', () => {
    const before = structuredClone(state)
    merge(state, { todos: { explicit: [{ id: '1', $delete: true }] }, goals: { ultimate: 'other' } })
    expect(state).toEqual(before)
  })
})

const anyUpdate = fc.oneof(
  anyState(),
  anyState().map(({ todos, decisions }) => ({ todos, decisions })),
  anyState().map(({ todos }) => ({ todos: { explicit: todos.explicit.map(({ id }) => ({ id, $delete: true })) } })),
  anyState().map(({ conversation }) => ({ conversation: { corrections: { $replace: conversation.corrections } } })),
)

describe('any updates of any state', () => {
  it('change nothing the second time', () => {
    fc.assert(
      fc.property(anyState(), anyUpdate, (state, updates) => {
        const once = merge(state, updates)
        expect(merge(once, updates)).toEqual(once)
      }),
    )
  })

  it('leave a valid state', () => {
    fc.assert(
      fc.property(
        anyState(),
        anyUpdate,
        (state, updates) => void expect(validateState(merge(state, updates))).toEqual([]),
      ),
    )
  })

  it('change nothing when they are the state itself', () => {
    fc.assert(
      fc.property(
        anyState(),
        state => void expect(new Set(Object.keys(merge(state, {})))).toEqual(new Set(Object.keys(state))),
      ),
    )
  })
})
