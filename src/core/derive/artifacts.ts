import { count } from '../text.ts'
import type { ArtifactFile, CommandRun, FileTouch, Session, State, TestRun } from '../types.ts'
import { line, newest, time } from './clean.ts'
import type { DeriveContext } from './context.ts'

type Results = State['artifacts']['verification_results']

export function artifacts(session: Session, context: DeriveContext): State['artifacts'] {
  return { files: files(session, context.files), verification_results: results(session) }
}

/** Every file the session changed, once: what the session left behind against what is there now. */
function files(session: Session, onDisk: DeriveContext['files']): ArtifactFile[] {
  const last = new Map<string, FileTouch>()
  for (const touch of session.files) {
    if (!touch.actions.some(action => action !== 'read')) continue
    const known = last.get(touch.path)
    if (!known || (known.lastAt ?? '') <= (touch.lastAt ?? '')) last.set(touch.path, touch)
  }
  return newest(
    [...last.values()].flatMap(touch => artifact(touch, onDisk?.get(touch.path))),
    5000,
  )
}

function artifact(touch: FileTouch, there: 'file' | 'directory' | 'missing' | undefined): ArtifactFile[] {
  const path = line(touch.path, 4096)
  if (path === '') return []
  const deleted = touch.actions.at(-1) === 'delete'
  const expected = deleted ? 'deleted' : touch.actions.includes('write') ? 'written' : 'edited'
  if (there === undefined) return [{ path, expected, actual: 'not looked at', status: null }]
  const exists = there !== 'missing'
  const status = deleted ? (exists ? 'partial' : 'match') : exists ? 'match' : 'missing'
  return [{ path, expected, actual: exists ? 'exists' : 'missing', status }]
}

/** The latest run of every test, build and lint command. */
function results(session: Session): Results {
  const tests = latest(session.tests).map(test => ({
    command: line(test.command, 2000),
    expected: 'passes',
    actual: testResult(test),
    passed: test.outcome === 'unknown' ? null : test.outcome === 'passed',
  }))
  const tested = new Set(session.tests.map(test => test.command))
  const checks = latest(session.commands.filter(run => isCheck(run) && !tested.has(run.command))).map(run => ({
    command: line(run.command, 2000),
    expected: 'succeeds',
    actual: commandResult(run),
    passed: run.ok,
  }))
  return newest([...checks, ...tests], 1000)
}

export const isCheck = (run: CommandRun): boolean => run.kind === 'test' || run.kind === 'build' || run.kind === 'lint'

/** The last entry of each command, in the order in which they ran; empty commands are left out. */
export function latest<T extends { command: string }>(runs: readonly T[]): T[] {
  const last = new Map<string, T>()
  for (const run of runs) {
    const key = line(run.command, 2000)
    if (key === '') continue
    last.delete(key)
    last.set(key, run)
  }
  return [...last.values()]
}

export function testResult(test: TestRun): string {
  const counts = [
    test.passed === null ? '' : `${test.passed} passed`,
    test.failed === null || (test.failed === 0 && test.passed === null) ? '' : `${test.failed} failed`,
  ].filter(Boolean)
  const names = test.failing.slice(0, 5).map(name => line(name, 120))
  const failing = names.length > 0 ? ` (${names.join(', ')}${test.failing.length > 5 ? ', …' : ''})` : ''
  const result = counts.length > 0 ? counts.join(', ') : test.outcome === 'unknown' ? 'outcome unknown' : test.outcome
  return `${result}${failing}${since(test.writesSince)}${when(test.at)}`
}

export function commandResult(run: CommandRun): string {
  const code = run.exitCode === null ? '' : ` (exit ${run.exitCode})`
  const result = run.ok === null ? 'outcome unknown' : run.ok ? 'succeeded' : 'failed'
  return `${result}${code}${when(run.at)}`
}

const since = (writes: number): string => (writes > 0 ? `; ${count(writes, 'file')} written since` : '')
const when = (at: string | null): string => (time(at) ? `, at ${time(at)}` : '')
