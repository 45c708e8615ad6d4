import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inherit } from '../../../src/core/state/inherit.ts'
import { validateState } from '../../../src/core/state/validate.ts'
import { anyState, makeState } from '../../support/states.ts'

const todo = (id: string, content: string, status = 'pending') => ({ id, content, status })
const said = (content: string, timestamp: string) => ({ content, type: 'request', timestamp })

const from = makeState({
  goals: { ultimate: 'ship the limiter', main_task: 'the handler' },
  todos: { explicit: [todo('1', 'write it', 'completed'), todo('2', 'test it'), todo('3', 'document it')] },
  subagents: [{ id: 'a1', status: 'running' }],
  decisions: { binding: [{ decision: 'in memory', rationale: 'no dependency', binding: 'SESSION' }] },
  conversation: { user_messages: [said('Never round Retry-After down.', '2026-11-20T10:00:00.000Z')] },
  artifacts: { files: [{ path: '/code/app/limiter.js', expected: 'written', actual: 'exists', status: 'match' }] },
})

const contents = (state: typeof from) => state.todos.explicit.map(({ id, content, status }) => [id, content, status])

describe('taking up the work of another session', () => {
  it('keeps all of it when the session itself said no more than "continue"', () => {
    const own = makeState({ conversation: { user_messages: [said('continue', '2026-11-20T12:00:00.000Z')] } })
    const state = inherit(from, own)
    expect(state.goals).toMatchObject({ ultimate: 'ship the limiter', main_task: 'the handler' })
    expect(contents(state)).toEqual(contents(from))
    expect(state.subagents.map(agent => agent.id)).toEqual(['a1'])
    expect(state.decisions.binding.map(each => each.decision)).toEqual(['in memory'])
    expect(state.conversation.user_messages.map(each => each.content)).toEqual([
      'Never round Retry-After down.',
      'continue',
    ])
    expect(state.artifacts.files.map(file => file.path)).toEqual(['/code/app/limiter.js'])
  })

  it('takes the session’s own list, and what that left open', () => {
    const own = makeState({ todos: { explicit: [todo('1', 'test it', 'completed'), todo('2', 'measure it')] } })
    expect(contents(inherit(from, own))).toEqual([
      ['1', 'test it', 'completed'],
      ['2', 'measure it', 'pending'],
      ['3', 'document it', 'pending'],
    ])
  })

  it('does not let numbers of two sessions fall together', () => {
    const own = makeState({ todos: { explicit: [todo('2', 'measure it'), todo('3', 'compare it')] } })
    expect(contents(inherit(from, own)).map(([id]) => id)).toEqual(['2', '3', 'earlier-2', 'earlier-3'])
  })

  it('gives a state that can be saved, and the same one again when it is repeated', () => {
    fc.assert(
      fc.property(anyState(), anyState(), (one, two) => {
        const state = inherit(one, two)
        expect(validateState(state)).toEqual([])
        expect(inherit(one, state).conversation).toEqual(state.conversation)
      }),
    )
  })
})
