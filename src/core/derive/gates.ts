import type { Session, State } from '../types.ts'
import { type Check, codeWrites, evidence } from './checks.ts'
import { line } from './clean.ts'

type Gate = State['quality_gates'][number]

/**
 * One gate per check. PASSED only when nothing but prose was written since, otherwise RECHECK. A session that wrote code and ran no test
 * has a PENDING gate that says so.
 */
export function qualityGates(session: Session, checks: readonly Check[]): Gate[] {
  const gates = checks.map(toGate)
  const untested = !checks.some(check => check.kind === 'test') && codeWrites(session, null) > 0
  return untested
    ? [
        ...gates,
        {
          name: 'tests',
          status: 'PENDING',
          evidence: 'code was written and no test run is on record',
          can_skip: false,
        },
      ]
    : gates
}

function toGate(check: Check): Gate {
  const status = check.ok === null ? 'PENDING' : !check.ok ? 'FAILED' : check.writesSince > 0 ? 'RECHECK' : 'PASSED'
  return {
    name: `${check.kind}: ${line(check.command, 300)}`,
    status,
    evidence: evidence(check),
    can_skip: status === 'PASSED',
  }
}
