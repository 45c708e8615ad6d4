import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RefusedError, UserError } from '../../src/core/errors.ts'
import {
  appendCheckpoint,
  changeTask,
  claimTask,
  findCycle,
  newTask,
  type Task,
  type TaskView,
  taskId,
  unblocked,
} from '../../src/core/tasks.ts'

const now = '2026-11-20T12:00:00.000Z'
const views = (...tasks: TaskView[]) => new Map(tasks.map(task => [task.id, task]))
const make = (given: Partial<Task> = {}, others = views()) =>
  newTask({ title: 'x', project: '/p', ...given }, 't-1', now, others)
const open = (id: string, ...depends_on: string[]): TaskView => ({ id, depends_on, status: 'active' })

describe('a new task', () => {
  it.each<[string, Partial<Task>]>([
    ['a title', { title: ' \u200b' }],
    ['a shorter title', { title: 'x'.repeat(501) }],
    ['a priority', { priority: 5 }],
    ['a whole priority', { priority: 1.5 }],
    ['a status', { status: 'started' as Task['status'] }],
    ['dependencies that exist', { depends_on: ['t-9'] }],
    ['a type', { type: '' }],
  ])('needs %s', (_, given) => expect(() => make(given)).toThrow(UserError))

  it('may be historical', () => expect(make({ status: 'done' })).toMatchObject({ status: 'done' }))

  it('is not blocked by what is done already', () => {
    expect(make({ depends_on: ['t-2'] }, views({ ...open('t-2'), status: 'done' })).status).toBe('active')
  })

  it('keeps its text within 100 KiB', () => expect(() => make({ body: 'x'.repeat(102_401) })).toThrow(RefusedError))
})

describe('a change', () => {
  it('cannot set done what was claimed from a worktree, whoever does not say who it is', () => {
    const task = make({ status: 'in_progress', session: 's1', worktree: '/wt' })
    const done = (by: object, from = task) => changeTask(from, { status: 'done' }, by, now, views(open('t-1')))
    expect(() => done({})).toThrow(/done when it is merged/)
    expect(() => done({ session: 's2' })).toThrow(/done when it is merged/)
    const review = { ...task, status: 'review' as const }
    expect(() => done({ session: 's1' }, review)).toThrow(/done when it is merged/)
    expect(done({ session: 's2' }, review).status).toBe('done')
    expect(done({ session: 's1' }, { ...task, worktree: null }).status).toBe('done')
  })

  it('that names nothing but undefined changes nothing but the time', () => {
    const task = make()
    expect(changeTask(task, { title: undefined } as object, {}, 'later', views(open('t-1')))).toEqual({
      ...task,
      updated_at: 'later',
    })
  })

  it('never loses a word of the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 })), parts => {
        let body = ''
        for (const part of parts) {
          const next = appendCheckpoint(body, part, now)
          expect(next.startsWith(body.trimEnd())).toBe(true)
          expect(next).toContain(part.trim())
          body = next
        }
      }),
    )
  })
})

describe('claiming', () => {
  const held = make({ status: 'in_progress', session: 's1' })
  it.each<[string, Task, object]>([
    ['held by another', held, { session: 's2' }],
    ['held, by nobody known', held, {}],
    ['done', make({ status: 'done' }), { session: 's1' }],
    ['in review', make({ status: 'review' }), { session: 's1' }],
  ])('is refused when it is %s', (_, task, by) => expect(() => claimTask(task, by, views())).toThrow(RefusedError))

  it('is repeated without harm', () => expect(claimTask(held, { session: 's1' }, views()).session).toBe('s1'))
})

describe('waiting', () => {
  it('ends with the last blocker', () => {
    const waiting: TaskView = { id: 'c', depends_on: ['a', 'b'], status: 'blocked' }
    const others = views(open('a'), open('b'), waiting, { id: 'd', depends_on: ['a'], status: 'done' })
    expect(unblocked({ ...open('a'), status: 'done' }, others)).toEqual([])
    others.set('b', { ...open('b'), status: 'cancelled' })
    expect(unblocked({ ...open('a'), status: 'done' }, others)).toEqual(['c'])
    expect(unblocked({ ...open('a'), status: 'review' }, others)).toEqual([])
  })

  it('finds a way back to itself exactly when there is one', () => {
    const graph = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 })
    fc.assert(
      fc.property(graph, edges => {
        const tasks = Array.from({ length: 8 }, (_, n) =>
          open(String(n), ...edges.filter(([from]) => from === n).map(([, to]) => String(to))),
        )
        const reach = new Set<string>()
        const visit = (id: string): void => {
          for (const next of tasks[Number(id)]!.depends_on)
            if (!reach.has(next)) {
              reach.add(next)
              visit(next)
            }
        }
        visit('0')
        const cycle = findCycle(tasks[0]!, views(...tasks))
        expect(cycle !== null).toBe(reach.has('0'))
        if (cycle) expect([cycle[0], cycle.at(-1)]).toEqual(['0', '0'])
      }),
    )
  })

  it('names short ids', () => {
    expect(taskId(() => 0)).toBe('t-2222')
    expect(taskId(() => 0.999999, 6)).toBe('t-zzzzzz')
  })
})
