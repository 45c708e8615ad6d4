import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completeState } from '../../../src/core/state/complete.ts'
import { isRecord } from '../../../src/core/state/problem.ts'
import { salvageState } from '../../../src/core/state/quarantine.ts'
import { validateState } from '../../../src/core/state/validate.ts'
import { anyState, makeState } from '../../support/states.ts'

const origin = { project: '/code/app', session: 's1', timestamp: '2026-11-20T12:00:00.000Z' }

describe('reading a stored state that does not pass any more', () => {
  it('takes out the bad field, names it and keeps everything else', () => {
    const stored = { ...makeState({ goals: { ultimate: 'ship' } }), compaction_count: 'many' }
    const { state, quarantined } = salvageState(stored, origin)
    expect(quarantined).toEqual([{ pointer: '/compaction_count', problem: 'expected a whole number, found text' }])
    expect(state).toEqual(makeState({ goals: { ultimate: 'ship' } }))
  })

  it('takes out a list entry of which the essential part is bad, and only that entry', () => {
    const stored = makeState({
      todos: {
        explicit: [
          { id: '1', content: 'keep' },
          { id: '2', content: 7 },
          { id: '3', content: 'too' },
        ],
      },
    })
    const { state, quarantined } = salvageState(stored, origin)
    expect(state.todos.explicit.map(({ content }) => content)).toEqual(['keep', 'too'])
    expect(quarantined.map(({ pointer }) => pointer)).toEqual(['/todos/explicit/1/content'])
  })

  it('empties the part of an entry that can be empty', () => {
    const stored = makeState({ todos: { explicit: [{ id: '1', content: 'keep', priority: 'urgent' }] } })
    expect(salvageState(stored, origin).state.todos.explicit[0]).toMatchObject({ content: 'keep', priority: null })
  })

  it('drops unknown keys, of this format or of the extension', () => {
    const stored = { ...makeState({ x_midstride: { head: 'abc', dirt: [] } }), compaction_flag: true }
    const { state, quarantined } = salvageState(stored, origin)
    expect(state.x_midstride).toEqual({ head: 'abc' })
    expect(quarantined.map(({ pointer }) => pointer).sort()).toEqual(['/compaction_flag', '/x_midstride/dirt'])
  })

  it('leaves a valid state alone', () => {
    fc.assert(
      fc.property(anyState(), state => void expect(salvageState(state, origin)).toEqual({ state, quarantined: [] })),
    )
  })

  it('yields a valid state from anything, and names what it took', () => {
    const damaged = anyState().chain(state =>
      fc
        .tuple(fc.constantFrom(...Object.keys(state)), fc.anything())
        .map(([key, value]) => ({ ...state, [key]: value }) as unknown),
    )
    const nested = fc.tuple(anyState(), fc.json({ maxDepth: 3 })).map(([state, text]) => {
      const junk: unknown = JSON.parse(text)
      return {
        ...state,
        todos: { explicit: [junk, ...state.todos.explicit], implicit: junk, blockers: [junk] },
        subagents: [{ id: 'a', skill_stack: junk }],
      } as unknown
    })
    fc.assert(
      fc.property(fc.oneof(damaged, nested, fc.anything()), stored => {
        const kept = asKept(stored)
        const { state, quarantined } = salvageState(kept, origin)
        expect(validateState(state)).toEqual([])
        const sound = isRecord(kept) && validateState(completeState(kept, origin)).length === 0
        expect(quarantined.length === 0).toBe(sound)
      }),
    )
  })
})

const asKept = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null')
