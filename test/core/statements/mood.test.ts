import { describe, expect, it } from 'vitest'
import { withoutCode } from '../../../src/core/statements/inline.ts'
import { isOngoing, isOrder, isPast, moodOf } from '../../../src/core/statements/mood.ts'

const mood = (text: string) => moodOf(withoutCode(text)).mood

describe('the mood of a clause', () => {
  it.each([
    ['All tests pass', 'claim'],
    ['I think all tests pass', 'claim'],
    ['As far as I can tell, all tests pass', 'claim'],
    ['Added `shouldRetry()` to `src/if.ts`', 'claim'],
    ['Do the tests pass?', 'question'],
    ['If the tests pass, merge', 'condition'],
    ['Once the limiter lands, tests pass', 'condition'],
    ['After all three agents complete, merge', 'condition'],
    ['After the fix, all tests pass', 'claim'],
    ['All tests passed when I ran them', 'claim'],
    ['All tests pass once again', 'claim'],
    ['Tests should pass', 'modal'],
    ['The branch must be pushed', 'modal'],
    ['21 of 21 must-haves passed', 'claim'],
    ['We need to push', 'plan'],
    ['Trying to make the tests pass', 'plan'],
    ['TODO: make tests pass', 'plan'],
    ['Tests probably pass', 'guess'],
    ['The user said all tests pass', 'report'],
    ['The previous handoff claims that all tests pass', 'report'],
    ['vitest reports 12 passed', 'claim'],
    ['All tests passed before the refactor', 'history'],
    ['Previously all tests passed', 'history'],
  ])('%s → %s', (text, wanted) => expect(mood(text)).toBe(wanted))

  it.each([
    ['run the tests', true],
    ['then push the branch', true],
    ['make sure all tests pass', true],
    ['do not push', true],
    ['commit the changes', true],
    ['commit § is pushed', false],
    ['build passes', false],
    ['test suite is green', false],
    ['clean tree', false],
    ['clean the tree', true],
    ['created a file', false],
  ])('order: %s → %s', (text, wanted) => expect(isOrder(text)).toBe(wanted))

  it.each([
    ['running the tests', true],
    ['nothing is committed', false],
    ['linting passes', false],
  ])('ongoing: %s → %s', (text, wanted) => expect(isOngoing(text)).toBe(wanted))

  it('knows what only was so', () => {
    expect(isPast('tests were passing')).toBe(true)
    expect(isPast('tests pass')).toBe(false)
  })
})
