import { count } from '../text.ts'
import type { CommandRun, Session, State, TestRun } from '../types.ts'
import { commandResult, isCheck, latest, testResult } from './artifacts.ts'
import { line } from './clean.ts'

type Gate = State['quality_gates'][number]

/** Prose and pictures: writing them does not age a check. */
const NOT_CODE = /\.(?:md|mdx|txt|rst|adoc|png|jpe?g|gif|svg|webp|pdf|log)$/i

/**
 * One gate per test, build or lint command, by its latest run. PASSED only when nothing but prose was written since, otherwise RECHECK.
 * A session that wrote code and ran no test has a PENDING gate that says so.
 */
export function qualityGates(session: Session): Gate[] {
  const tested = new Set(session.tests.map(test => test.command))
  const gates = [
    ...latest(session.commands.filter(run => isCheck(run) && !tested.has(run.command))).map(run =>
      commandGate(run, session),
    ),
    ...latest(session.tests).map(testGate),
  ]
  if (
    session.tests.length === 0 &&
    codeWrites(session, '').length > 0 &&
    !gates.some(gate => gate.name.startsWith('test:'))
  )
    gates.push({
      name: 'tests',
      status: 'PENDING',
      evidence: 'code was written and no test run is on record',
      can_skip: false,
    })
  return gates.slice(-200)
}

function testGate(test: TestRun): Gate {
  const status =
    test.outcome === 'failed'
      ? 'FAILED'
      : test.outcome === 'unknown'
        ? 'PENDING'
        : test.writesSince > 0
          ? 'RECHECK'
          : 'PASSED'
  return { name: `test: ${line(test.command, 300)}`, status, evidence: testResult(test), can_skip: status === 'PASSED' }
}

function commandGate(run: CommandRun, session: Session): Gate {
  const writes = run.at === null ? 0 : codeWrites(session, run.at).length
  const status = run.ok === null ? 'PENDING' : !run.ok ? 'FAILED' : writes > 0 ? 'RECHECK' : 'PASSED'
  const since = run.ok && writes > 0 ? `; ${count(writes, 'file')} written since` : ''
  return {
    name: `${run.kind}: ${line(run.command, 300)}`,
    status,
    evidence: `${commandResult(run)}${since}`,
    can_skip: status === 'PASSED',
  }
}

/** Files other than prose that were written after a moment. */
function codeWrites(session: Session, after: string): string[] {
  const paths = session.files
    .filter(file => file.lastWriteAt !== null && file.lastWriteAt > after && !NOT_CODE.test(file.path))
    .map(file => file.path)
  return [...new Set(paths)]
}
