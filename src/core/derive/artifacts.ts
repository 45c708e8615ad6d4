import type { ArtifactFile, FileTouch, Session, State } from '../types.ts'
import { type Check, evidence } from './checks.ts'
import { line, newest } from './clean.ts'
import type { DeriveContext } from './context.ts'
import { worked } from './scratch.ts'

type Results = State['artifacts']['verification_results']

export function artifacts(session: Session, context: DeriveContext, checks: readonly Check[]): State['artifacts'] {
  return { files: files(worked(session, context.project), context.files), verification_results: results(checks) }
}

/** Every file the session changed, once: what the session left behind against what is there now. */
function files(touches: readonly FileTouch[], onDisk: DeriveContext['files']): ArtifactFile[] {
  const last = new Map<string, FileTouch>()
  for (const touch of touches) {
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

/** The latest run of every check. */
function results(checks: readonly Check[]): Results {
  return checks.map(check => ({
    command: check.command,
    expected: check.kind === 'test' ? 'passes' : 'succeeds',
    actual: evidence(check),
    passed: check.ok,
  }))
}
