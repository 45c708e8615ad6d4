import { describe, expect, it } from 'vitest'
import { type Facts, findDrift, type SavedFacts } from '../../src/core/drift.ts'
import { makeState } from '../support/states.ts'

const head = '1111111111111111111111111111111111111111'
const later = '2222222222222222222222222222222222222222'
const plan = '/code/app/docs/plans/a-impl.md'

const saved: SavedFacts = { branch: 'main', head, dirty: ['a.ts'], plans: [{ path: plan, sha256: 'old' }] }
const now = (
  git: Partial<NonNullable<Facts['git']>> | null,
  plans: Record<string, string | null> = { [plan]: 'old' },
): Facts => ({
  lostWorktree: null,
  git: git && { branch: 'main', head, dirty: ['a.ts'], since: null, writtenSince: [], ...git },
  plans: new Map(Object.entries(plans)),
})
const state = makeState({ documents: { impl: [{ path: plan }] } })

describe('test results', () => {
  const test = (command: string, outcome: 'passed' | 'failed', writes_since = 0) => ({ command, outcome, writes_since })
  const tested = makeState({
    x_midstride: {
      tests: [
        test('npm test', 'failed'),
        test('npm test', 'passed'),
        test('npm run e2e', 'failed'),
        test('npm run old', 'passed', 2),
        test('npm run lint', 'passed'),
        test('npm run lint', 'failed'),
      ],
    },
  })
  const since = [{ sha: later, subject: 'Add b' }]

  it('no longer stand when code changed after they passed', () => {
    expect(findDrift(tested, saved, now({ head: later, since })).filter(({ kind }) => kind === 'tests')).toEqual([
      { kind: 'tests', detail: '`npm test` passed before these changes, run it again' },
    ])
  })

  it('stand while nothing but a plan or the branch name changed', () => {
    expect(findDrift(tested, saved, now({ branch: 'fix' }, { [plan]: 'new' })).map(({ kind }) => kind)).toEqual([
      'branch',
      'plan',
    ])
  })
})

describe('drift since the save', () => {
  it.each<[string, Facts, string[]]>([
    ['nothing changed', now({}), []],
    [
      'each commit that came since',
      now({
        head: later,
        since: [
          { sha: later, subject: 'Add b' },
          { sha: '3'.repeat(40), subject: 'Add\nc' },
        ],
      }),
      ['head: commit 222222222 came since: Add b', 'head: commit 333333333 came since: Add c'],
    ],
    [
      'a history that was rewritten',
      now({ head: later }),
      ['head: HEAD is 222222222, was 111111111, which is not in its history'],
    ],
    ['another branch', now({ branch: 'fix' }), ['branch: branch is fix, was main']],
    ['a detached HEAD', now({ branch: null }), ['branch: branch is none (detached HEAD), was main']],
    [
      'files, one by one',
      now({ dirty: ['a.ts', 'b.ts'], writtenSince: ['a.ts'] }),
      ['dirty: b.ts has uncommitted changes it did not have then', 'dirty: a.ts was written after the save'],
    ],
    [
      'a file that was committed or reverted',
      now({ dirty: [] }),
      ['dirty: a.ts had uncommitted changes then, has none now'],
    ],
    ['a plan that was changed', now({}, { [plan]: 'new' }), [`plan: ${plan} was changed`]],
    ['a plan that is gone', now({}, { [plan]: null }), [`missing: ${plan} does not exist any more`]],
    ['a folder outside git', now(null), []],
    [
      'a worktree that is gone',
      { ...now(null), lostWorktree: '/code/wt' },
      ['missing: /code/wt does not exist any more'],
    ],
  ])('names %s', (_, facts, expected) => {
    expect(findDrift(state, saved, facts).map(({ kind, detail }) => `${kind}: ${detail}`)).toEqual(expected)
  })

  it("takes the state's own evidence where the store noted none", () => {
    const x_midstride = { head: later, dirty: [], plans: [{ path: plan, sha256: 'older' }] }
    const own = makeState({ environment: { git_branch: 'fix' }, x_midstride })
    const kinds = (facts: SavedFacts | null) => findDrift(own, facts, now({})).map(({ kind }) => kind)
    expect(kinds(saved)).toEqual([])
    expect(kinds({ branch: null, head: null, dirty: [], plans: [] })).toEqual(['branch', 'head', 'dirty', 'plan'])
    expect(kinds(null)).toEqual(['branch', 'head', 'dirty', 'plan'])
  })

  it('does not blame a document for what was so already', () => {
    const missing = { ...saved, plans: [{ path: plan, sha256: null }] }
    expect(findDrift(state, missing, now({}, { [plan]: null }))).toEqual([])
    expect(findDrift(state, missing, now({}, { [plan]: 'new' }))).toEqual([
      { kind: 'plan', detail: `${plan} exists now, it did not then` },
    ])
  })

  it('counts uncommitted files when nothing else was recorded', () => {
    const counted = makeState({ environment: { git_status: '3 uncommitted' } })
    expect(findDrift(counted, null, now({}))).toEqual([{ kind: 'dirty', detail: '1 uncommitted file now, 3 then' }])
    expect(findDrift(makeState(), null, now({}))).toEqual([])
  })
})
