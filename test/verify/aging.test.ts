import { describe, expect, it } from 'vitest'
import { findClaims, reportOf } from '../../src/app/verify.ts'
import type { Evidence } from '../../src/core/lint/rule.ts'
import type { Session } from '../../src/core/types.ts'
import { at, session } from '../support/session.ts'

const root = '/home/kim/importer'
const run = (
  outcome: 'passed' | 'failed',
  minute: number,
  command = 'npm test',
  counts: [number | null, number | null] = [5, 0],
): Session['tests'][number] => ({
  command,
  outcome,
  passed: counts[0],
  failed: counts[1],
  failing: outcome === 'failed' ? ['parses a row'] : [],
  at: at(minute),
  writesSince: 0,
  ref: `t${minute}`,
})
const wrote = (path: string, minute: number): Session['files'][number] => ({
  path: path.startsWith('/') ? path : `${root}/${path}`,
  actions: ['edit'],
  actor: 'main',
  firstAt: at(1),
  lastAt: at(minute),
  lastWriteAt: at(minute),
})
const verdict = (text: string, change: Partial<Session>, more: Partial<Evidence> = {}) =>
  reportOf('x', findClaims(text).claims, { session: session({ cwd: root, ...change }), cwd: root, ...more }).claims[0]
    ?.verdict

describe('what ages a passing run', () => {
  it.each([
    ['source', 'src/a.ts', 'stale'],
    ['a test', 'test/a.test.ts', 'stale'],
    ['configuration', 'package.json', 'stale'],
    ['documentation', 'docs/guide.md', 'verified'],
    ['a README', 'README.md', 'verified'],
    ['notes of the agent', '.claude/plans/a.md', 'verified'],
    ['a file elsewhere', '/tmp/scratch.py', 'verified'],
  ])('%s written afterwards', (_, path, wanted) => {
    expect(verdict('All tests pass.', { tests: [run('passed', 10)], files: [wrote(path, 20)] })).toBe(wanted)
  })

  it('a write before it does not', () => {
    expect(verdict('All tests pass.', { tests: [run('passed', 10)], files: [wrote('src/a.ts', 5)] })).toBe('verified')
  })

  it('the handoff itself does not, whatever it is called', () => {
    const documentPath = `${root}/state/notes.yaml`
    const change = { tests: [run('passed', 10)], files: [wrote('state/notes.yaml', 20)] }
    expect(verdict('All tests pass.', change, { documentPath })).toBe('verified')
    expect(verdict('All tests pass.', change)).toBe('stale')
  })
})

describe('several runs', () => {
  it.each([
    ['the last one counts', [run('failed', 5, 'npm test', [4, 1]), run('passed', 10)], 'All tests pass.', 'verified'],
    [
      'a part that fails breaks "all"',
      [run('passed', 5), run('failed', 10, 'npm test -- auth', [0, 1])],
      'All tests pass.',
      'contradicted',
    ],
    [
      'a part that passes does not make "all"',
      [run('passed', 10, 'npx vitest run test/auth.test.ts')],
      'All tests pass.',
      'unsupported',
    ],
    [
      'a part that passes after all failed proves neither',
      [run('failed', 5, 'npm test', [4, 1]), run('passed', 10, 'npm test -- auth')],
      'All tests pass.',
      'unsupported',
    ],
    [
      'another checkout says nothing of this one',
      [run('passed', 5), run('failed', 10, 'git stash && npm test', [0, 1])],
      'All tests pass.',
      'verified',
    ],
    [
      'a planted error neither',
      [run('passed', 5), run('failed', 10, "sed -i 's/a/b/' src/a.ts && npm test", [0, 1])],
      'All tests pass.',
      'verified',
    ],
    [
      'a wider path covers a narrower one',
      [run('failed', 5, 'go test ./cmd/cli/...', [0, 1]), run('passed', 10, 'go test ./cmd/...')],
      'Tests pass.',
      'verified',
    ],
    [
      'an unreadable run leaves it open',
      [
        run('failed', 5, 'npm test', [4, 1]),
        { ...run('passed', 10), outcome: 'unknown' as const, passed: null, failed: null },
      ],
      'All tests pass.',
      'unsupported',
    ],
    [
      'an older count is stale',
      [run('passed', 5, 'npm test', [12, 0]), run('passed', 10, 'npm test', [14, 0])],
      '12 tests pass.',
      'stale',
    ],
    [
      'a count nobody counted stays open',
      [run('passed', 10, 'npm test', [null, null])],
      'All 12 tests pass.',
      'unsupported',
    ],
    ['CI is somewhere else', [run('failed', 10, 'npm test', [4, 1])], 'All CI tests pass.', 'unsupported'],
    [
      'a scope is judged by its own run',
      [run('passed', 5, 'npm run test:e2e'), run('failed', 10, 'npm run test:unit', [4, 1])],
      'All e2e tests pass.',
      'verified',
    ],
  ])('%s', (_, tests, text, wanted) => expect(verdict(text, { tests })).toBe(wanted))
})

describe('checks whose end nobody saw', () => {
  const command = (line: string, ok: boolean | null) => ({
    commands: [{ command: line, kind: 'build' as const, ok, exitCode: ok ? 0 : 1, at: at(10), ref: 'c' }],
  })
  it.each([
    ['npm run build', true, 'verified'],
    ['npm run build', false, 'contradicted'],
    ['cd x && npm run build', true, 'verified'],
    ['npm run build 2>&1 | tail -5', true, 'unsupported'],
    ['npm run build; echo done', true, 'unsupported'],
    ['npm run build || true', true, 'unsupported'],
    ['npm run lint && npm run build', false, 'unsupported'],
    ['npm run build', null, 'unsupported'],
  ])('%s (%s) → the build is %s', (line, ok, wanted) =>
    expect(verdict('The build passes.', command(line, ok))).toBe(wanted),
  )
})
