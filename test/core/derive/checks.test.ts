import { describe, expect, it } from 'vitest'
import { checksOf } from '../../../src/core/derive/checks.ts'
import { qualityGates } from '../../../src/core/derive/gates.ts'
import type { CommandRun, FileTouch, TestRun } from '../../../src/core/types.ts'
import { at, session } from '../../support/session.ts'

const ran = (command: string, minute: number, change: Partial<CommandRun> = {}): CommandRun => ({
  command,
  kind: 'lint',
  ok: true,
  exitCode: 0,
  at: at(minute),
  ref: `c${minute}`,
  ...change,
})
const tested = (command: string, minute: number, change: Partial<TestRun> = {}): [CommandRun, TestRun] => {
  const test: TestRun = {
    command,
    outcome: 'passed',
    passed: 12,
    failed: 0,
    failing: [],
    at: at(minute),
    writesSince: 0,
    ref: `c${minute}`,
    ...change,
  }
  return [ran(command, minute, { kind: 'test', ok: test.outcome === 'passed' }), test]
}
const wrote = (path: string, minute: number): FileTouch => ({
  path,
  actions: ['write'],
  actor: 'main',
  firstAt: at(minute),
  lastAt: at(minute),
  lastWriteAt: at(minute),
})

function gates(runs: (CommandRun | [CommandRun, TestRun])[], files: FileTouch[] = []) {
  const found = session({
    commands: runs.map(run => (Array.isArray(run) ? run[0] : run)),
    tests: runs.flatMap(run => (Array.isArray(run) ? [run[1]] : [])),
    files,
  })
  return qualityGates(found, checksOf(found)).map(({ name, status, evidence }) => [name, status, evidence])
}

describe('a gate', () => {
  it('is PASSED while nothing but prose was written since', () => {
    expect(gates([ran('npm run lint', 1)], [wrote('/p/README.md', 2)])).toEqual([
      ['lint: npm run lint', 'PASSED', 'succeeded (exit 0), at 2026-01-05T12:01Z'],
    ])
  })

  it('is RECHECK once code was written', () => {
    expect(gates([ran('npm run lint', 1)], [wrote('/p/a.ts', 2)])[0]).toEqual([
      'lint: npm run lint',
      'RECHECK',
      'succeeded (exit 0), at 2026-01-05T12:01Z; 1 file written since',
    ])
    expect(gates([tested('npm test', 1, { writesSince: 2 })])[0]![1]).toBe('RECHECK')
  })

  it('is FAILED with the names of what failed', () => {
    expect(gates([tested('npm test', 1, { outcome: 'failed', passed: 9, failed: 2, failing: ['a', 'b'] })])).toEqual([
      ['test: npm test', 'FAILED', '9 passed, 2 failed (a, b), at 2026-01-05T12:01Z'],
    ])
  })

  it('is PENDING when the outcome is not on record', () => {
    expect(gates([tested('npm test', 1, { outcome: 'unknown', passed: null, failed: null })])[0]![1]).toBe('PENDING')
    expect(gates([ran('npm run lint', 1, { ok: null, exitCode: null })])[0]).toEqual([
      'lint: npm run lint',
      'PENDING',
      'end not on record, at 2026-01-05T12:01Z',
    ])
  })

  it('does not believe the exit code of a pipe', () => {
    expect(gates([ran('npm run lint 2>&1 | tail -5', 1)])[0]!.slice(0, 2)).toEqual(['lint: npm run lint', 'PENDING'])
    expect(gates([ran('npm run lint | tail -5', 1, { ok: false, exitCode: 1 })])[0]![1]).toBe('FAILED')
  })

  it('stands for tests that never ran', () => {
    expect(gates([], [wrote('/p/a.ts', 2)])).toEqual([
      ['tests', 'PENDING', 'code was written and no test run is on record'],
    ])
    expect(gates([], [wrote('/p/a.md', 2)])).toEqual([])
  })
})

describe('runs of the same check', () => {
  const names = (runs: (CommandRun | [CommandRun, TestRun])[]) => gates(runs).map(([name]) => name)

  it.each([
    ['verbosity', 'pytest -v', 'pytest'],
    ['a pipe', 'npm test 2>&1 | tail -20', 'npm test'],
    ['a wrapper', 'timeout 60 npx vitest run', 'npx vitest run'],
    ['a filter with quotes', 'npm test | grep -E "a|b"', 'npm test'],
  ])('may differ in %s; the latest counts', (_, first, second) => {
    expect(names([tested(first, 1, { outcome: 'failed' }), tested(second, 2)])).toEqual([`test: ${second}`])
  })

  it('of a part count no more after a run of the whole', () => {
    expect(
      names([tested('go test ./store -run TestSave', 1, { outcome: 'failed' }), tested('go test ./...', 2)]),
    ).toEqual(['test: go test ./...'])
  })

  it('of a part count after a run of the whole', () => {
    expect(
      names([tested('npm test', 1), tested('npx vitest run test/a.test.ts', 2, { outcome: 'failed' })]),
    ).toHaveLength(2)
  })

  it('count no more when one line did all of it later', () => {
    expect(names([ran('npm run lint', 1), tested('npm run lint && npm test', 2)])).toEqual([
      'test: npm run lint && npm test',
    ])
  })

  it('are shown without the script around them', () => {
    const script = 'cd /p/src\nX=1\nfor i in 1 2; do echo $i; done\ngo test ./... -count=1\necho done'
    expect(names([tested(script, 1)])).toEqual(['test: cd /p/src && go test ./... -count=1'])
  })
})
