import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enrich } from '../../../src/core/state/enrich.ts'
import { inherit, lighten } from '../../../src/core/state/inherit.ts'
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
    const state = inherit([from], own)
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
    expect(contents(inherit([from], own))).toEqual([
      ['1', 'test it', 'completed'],
      ['2', 'measure it', 'pending'],
      ['3', 'document it', 'pending'],
    ])
  })

  it('does not let numbers of two sessions fall together', () => {
    const own = makeState({ todos: { explicit: [todo('2', 'measure it'), todo('3', 'compare it')] } })
    expect(contents(inherit([from], own)).map(([id]) => id)).toEqual(['2', '3', 'earlier-2', 'earlier-3'])
  })

  it('gives a state that can be saved, and the same one again when it is repeated', () => {
    fc.assert(
      fc.property(anyState(), anyState(), (one, two) => {
        const state = inherit([one], two)
        expect(validateState(state)).toEqual([])
        expect(inherit([one], state).conversation).toEqual(state.conversation)
        expect(validateState(inherit([lighten(one)], two))).toEqual([])
      }),
    )
  })

  it('loses no open todo and no word over a chain of sessions, and gives every todo an id of its own', () => {
    const list = fc.array(
      fc.record({
        id: fc.constantFrom('1', '2', 'earlier-1', 'earlier-2-1'),
        content: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        status: fc.constantFrom('pending' as const, 'in_progress' as const, 'completed' as const),
      }),
      { maxLength: 4 },
    )
    const unique = list.map(todos =>
      todos.filter((one, at) => todos.findIndex(({ id, content }) => id === one.id || content === one.content) === at),
    )
    fc.assert(
      fc.property(fc.array(unique, { minLength: 2, maxLength: 5 }), lists => {
        const status = new Map<string, string>()
        let left: typeof from | null = null
        for (const [index, explicit] of lists.entries()) {
          const own = makeState({
            timestamp: `2026-11-2${index}T10:00:00.000Z`,
            todos: { explicit },
            conversation: { user_messages: [said(`message ${index}`, `2026-11-2${index}T09:00:00.000Z`)] },
          })
          left = left ? inherit([left], own) : own
          for (const one of explicit) status.set(one.content, one.status)
        }
        const state = left!
        const open = [...status].filter(([, how]) => how !== 'completed').map(([content]) => content)
        const shown = state.todos.explicit.filter(one => one.status !== 'completed').map(one => one.content)
        expect([...shown].sort()).toEqual(open.sort())
        expect(new Set(state.todos.explicit.map(({ id }) => id)).size).toBe(state.todos.explicit.length)
        expect(state.conversation.user_messages).toHaveLength(lists.length)
      }),
    )
  })

  it('keeps completed what the session itself completed, though its list is empty by now', () => {
    const done = makeState({ todos: { explicit: [todo('2', 'test it', 'completed'), todo('3', 'document it')] } })
    expect(contents(inherit([from], makeState(), done))).toEqual([
      ['2', 'test it', 'completed'],
      ['3', 'document it', 'pending'],
    ])
    const own = makeState({ todos: { explicit: [todo('1', 'measure it')] } })
    expect(contents(inherit([from], own, done)).map(([, content]) => content)).toEqual(['measure it', 'document it'])
  })

  it('does not bring back what the session cancelled', () => {
    const own = makeState({ x_midstride: { cancelled: [{ id: '9', content: 'document it' }] } })
    expect(contents(inherit([from], own)).map(([, content]) => content)).toEqual(['write it', 'test it'])
  })

  it('believes the newer of two sessions about a todo both knew, in whatever order they were taken up', () => {
    const older = makeState({
      timestamp: '2026-11-19T10:00:00.000Z',
      todos: { explicit: [todo('1', 'a'), todo('2', 'b')] },
    })
    const newer = makeState({
      timestamp: '2026-11-20T10:00:00.000Z',
      todos: { explicit: [todo('1', 'a', 'completed'), todo('2', 'c')] },
    })
    const own = makeState({ timestamp: '2026-11-21T10:00:00.000Z', todos: { explicit: [todo('1', 'd')] } })
    for (const order of [
      [older, newer],
      [newer, older],
    ])
      expect(
        contents(inherit(order, own))
          .map(([, content]) => content)
          .sort(),
      ).toEqual(['b', 'c', 'd'])
  })

  it('takes a new goal from the first words of the session, and says what it replaced', () => {
    const at = '2026-11-20T13:00:00.000Z'
    const goal = 'Forget that, build the importer instead.'
    const own = makeState({ goals: { ultimate: goal }, conversation: { user_messages: [said(goal, at)] } })
    const state = inherit([from], own)
    expect(state.goals.ultimate).toBe(goal)
    expect(state.x_midstride?.superseded).toEqual([{ was: 'ship the limiter', superseded_by: goal, at }])
    expect(enrich(from, state).goals.ultimate).toBe(goal)
  })

  it('keeps the goal when the session only asks for more, or decides something anew', () => {
    const own = makeState({
      goals: { ultimate: 'Now write the docs.' },
      x_midstride: { superseded: [{ was: 'a', superseded_by: 'b', at: '2026-11-20T13:00:00.000Z' }] },
    })
    expect(inherit([from], own).goals.ultimate).toBe('ship the limiter')
    expect(enrich(from, inherit([from], makeState({ ...own, goals: {} }))).goals.ultimate).toBe('ship the limiter')
  })

  it('does not keep a decision that the session took back or answered anew', () => {
    const decided = makeState({
      decisions: {
        binding: [
          { decision: 'Which database? → SQLite', rationale: null, binding: 'SESSION' },
          { decision: 'Which format? → CSV', rationale: null, binding: 'SESSION' },
          { decision: 'Never round Retry-After down', rationale: null, binding: 'ABSOLUTE' },
        ],
      },
    })
    const own = makeState({
      decisions: { binding: [{ decision: 'Which format? → JSON', rationale: null, binding: 'SESSION' }] },
      conversation: { user_messages: [said('Use Postgres instead of SQLite.', '2026-11-20T13:00:00.000Z')] },
    })
    const state = inherit([decided], own)
    expect(state.decisions.binding.map(({ decision }) => decision)).toEqual([
      'Never round Retry-After down',
      'Which format? → JSON',
    ])
    expect(state.x_midstride?.superseded?.map(({ was }) => was)).toEqual([
      'Which format? → CSV',
      'Which database? → SQLite',
    ])
  })

  it('keeps a decision that was taken back and made again', () => {
    const own = makeState({
      decisions: { binding: [{ decision: 'Use tabs', rationale: null, binding: 'SESSION' }] },
      x_midstride: { superseded: [{ was: 'Use tabs', superseded_by: 'Use spaces', at: null }] },
    })
    expect(enrich(own, own).decisions.binding.map(({ decision }) => decision)).toEqual(['Use tabs'])
  })

  it('goes on with the skill that was left, whatever took it up', () => {
    const worked = makeState({ skill_stack: [{ name: 'mission-control', resume_command: 'Skill("mission-control")' }] })
    const own = makeState({ skill_stack: [{ name: 'midstride:pull', resume_command: null }] })
    expect(inherit([worked], own).skill_stack.map(({ name }) => name)).toEqual(['mission-control'])
  })

  it('tells of the last test run, and of what was written since by either session', () => {
    const tested = makeState({
      x_midstride: {
        tests: [{ command: 'npm test', outcome: 'failed', failed: 1, writes_since: 2 }],
        open_errors: ['one test fails'],
      },
    })
    const own = makeState({ x_midstride: { changes: [{ path: '/code/app/a.js', actor: 'main', actions: ['edit'] }] } })
    const state = inherit([tested], own)
    expect(state.x_midstride?.tests).toMatchObject([{ command: 'npm test', writes_since: 3 }])
    expect(state.x_midstride?.open_errors).toEqual(['one test fails'])
    const mended = makeState({ x_midstride: { tests: [{ command: 'npm test', outcome: 'passed', writes_since: 0 }] } })
    expect(inherit([tested], mended).x_midstride).toMatchObject({ tests: [{ outcome: 'passed' }] })
    expect(inherit([tested], mended).x_midstride?.open_errors).toBeUndefined()
  })
})
