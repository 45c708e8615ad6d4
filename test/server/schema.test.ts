import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answer, args, check, type Schema } from '../../src/server/schema.ts'

const schema = args(
  {
    id: { type: 'string', minLength: 1, maxLength: 5, description: 'Task id.' },
    limit: { type: 'integer', minimum: 1, maximum: 9 },
    status: { enum: ['active', 'done'] },
    statuses: {
      anyOf: [{ enum: ['active', 'done'] }, { type: 'array', maxItems: 2, items: { enum: ['active', 'done'] } }],
    },
    state: { type: 'object' },
    parent: { type: ['string', 'null'] },
    on: { type: 'boolean' },
  },
  ['id'],
)

describe('arguments', () => {
  it.each<[string, unknown, unknown]>([
    ['what is right stays as it is', { id: 'a', limit: 3 }, { id: 'a', limit: 3 }],
    ['numbers sent as text', { id: 'a', limit: '3' }, { id: 'a', limit: 3 }],
    ['truth sent as text', { id: 'a', on: 'true' }, { id: 'a', on: true }],
    ['objects sent as JSON', { id: 'a', state: '{"x":1}' }, { id: 'a', state: { x: 1 } }],
    ['null for what was left out', { id: 'a', limit: null }, { id: 'a' }],
    ['null where null is a value', { id: 'a', parent: null }, { id: 'a', parent: null }],
    ['one value for a list', { id: 'a', statuses: 'done' }, { id: 'a', statuses: 'done' }],
    ['a list', { id: 'a', statuses: ['done'] }, { id: 'a', statuses: ['done'] }],
  ])('takes %s', (_, given, read) => {
    expect(check(schema, given)).toEqual({ value: read, problems: [] })
  })

  it.each<[string, unknown, string]>([
    ['nothing', undefined, "'arguments' must be an object, got undefined"],
    ['a list', [], "'arguments' must be an object, got a list"],
    ['a missing one', {}, "'id' is missing (Task id.)"],
    ['null for one that must be there', { id: null }, "'id' must be a string, got null"],
    ['an empty one', { id: ' ' }, "'id' must not be empty"],
    ['a long one', { id: 'abcdef' }, "'id' has 6 characters, at most 5 are taken"],
    ['another type', { id: 7 }, "'id' must be a string, got 7"],
    ['too much', { id: 'a', limit: 10 }, "'limit' must be at most 9, got 10"],
    ['half of it', { id: 'a', limit: 1.5 }, "'limit' must be a whole number, got 1.5"],
    ['a near miss', { id: 'a', status: 'activ' }, "did you mean 'active'?"],
    ['a mistyped name', { id: 'a', limitt: 3 }, "'limitt' is not known; did you mean 'limit'?"],
    ['an unknown name', { id: 'a', zzzzzzzz: 3 }, 'known are id, limit, status'],
    ['one of a list', { id: 'a', statuses: ['done', 'x'] }, "'statuses[1]' must be one of active, done"],
    ['too long a list', { id: 'a', statuses: ['done', 'done', 'done'] }, 'at most 2 are read'],
    ['text that is no JSON', { id: 'a', state: '{x' }, '\'state\' must be an object, got "{x"'],
  ])('refuses %s and says what to do', (_, given, problem) => {
    expect(check(schema, given).problems.join('; ')).toContain(problem)
  })

  it('never throws, and reading its own result changes nothing', () => {
    const schemas: Schema[] = [schema, answer({ x: { type: 'array', items: { type: 'integer' } } }), {}]
    fc.assert(
      fc.property(fc.constantFrom(...schemas), fc.jsonValue(), (any, value) => {
        const first = check(any, value)
        if (first.problems.length > 0) return
        expect(check(any, first.value)).toEqual(first)
      }),
    )
  })

  it('takes names that objects have anyway for unknown ones', () => {
    const value = JSON.parse('{"id":"a","__proto__":{"x":1},"constructor":2}')
    expect(check(schema, value).problems).toHaveLength(2)
  })
})
