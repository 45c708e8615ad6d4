import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diff } from '../../../src/core/state/diff.ts'
import { findVanished } from '../../../src/core/state/monotone.ts'
import { anyState, makeState } from '../../support/states.ts'

const kinds = (before: object, after: object) =>
  diff(makeState(before), makeState(after)).map(({ kind, pointer }) => `${kind} ${pointer}`)

describe('diff', () => {
  const todos = (...list: [string, string, string][]) => ({
    todos: { explicit: list.map(([id, content, status]) => ({ id, content, status })) },
  })

  it('names the fields that changed', () => {
    expect(diff(makeState({ goals: { ultimate: 'a' } }), makeState({ goals: { ultimate: 'b' } }))).toEqual([
      { kind: 'changed', pointer: '/goals/ultimate', before: 'a', after: 'b' },
    ])
  })

  it('matches entries by identity: a moved entry is no change, a new one is added, a missing one removed', () => {
    const before = todos(['1', 'parse', 'pending'], ['2', 'test', 'pending'])
    expect(kinds(before, todos(['2', 'test', 'pending'], ['1', 'parse', 'pending']))).toEqual([])
    expect(kinds(before, todos(['2', 'test', 'completed'], ['3', 'ship', 'pending']))).toEqual([
      'changed /todos/explicit/0/status',
      'added /todos/explicit/1',
      'removed /todos/explicit/0',
    ])
  })

  it('is empty exactly for equal states', () => {
    fc.assert(fc.property(anyState(), state => void expect(diff(state, structuredClone(state))).toEqual([])))
    fc.assert(
      fc.property(anyState(), anyState(), (before, after) => {
        const swapped = diff(after, before).length
        expect(diff(before, after).length === 0).toBe(swapped === 0)
      }),
    )
  })
})

describe('what may not vanish', () => {
  const before = makeState({
    decisions: { binding: [{ decision: 'Use SQLite' }, { decision: 'No daemon' }] },
    conversation: { corrections: [{ correction: 'never push to main' }] },
    skill_stack: [{ name: 'develop', constraints: { forbidden: ['edit files'], required: ['delegate'] } }],
    todos: {
      explicit: [
        { id: '1', content: 'parse' },
        { id: '2', content: 'test', status: 'completed' },
      ],
    },
  })
  const texts = (after: object) => findVanished(before, makeState(after)).map(({ kind, text }) => `${kind}: ${text}`)

  it('finds each of them', () => {
    expect(texts({ skill_stack: [{ name: 'develop' }] })).toEqual([
      'decision: Use SQLite',
      'decision: No daemon',
      'constraint: edit files',
      'constraint: delegate',
      'correction: never push to main',
      'todo: parse',
    ])
  })

  it.each([
    ['still there', { ...before }],
    [
      'superseded, cancelled, its skill ended',
      {
        decisions: { technical: [{ decision: 'no  daemon' }] },
        x_midstride: {
          superseded: [
            { was: 'Use SQLite', superseded_by: 'Use PostgreSQL' },
            { was: 'never push to main', superseded_by: 'push when asked' },
          ],
          cancelled: [{ id: '9', content: 'parse' }],
        },
      },
    ],
  ])('is silent about what is %s', (_, after) => expect(texts(after)).toEqual([]))

  it('knows a todo by its id when its words changed, and by its words when it was numbered anew', () => {
    const kept = { ...before, todos: { explicit: [{ id: '1', content: 'write the parser', status: 'completed' }] } }
    expect(texts(kept)).toEqual([])
    expect(texts({ ...before, todos: { explicit: [{ id: '7', content: 'parse' }] } })).toEqual([])
  })

  it('finds nothing between a state and itself', () => {
    fc.assert(fc.property(anyState(), state => void expect(findVanished(state, state)).toEqual([])))
  })
})
