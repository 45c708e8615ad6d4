import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readSession } from '../../../src/app/read-session.ts'
import type { Session } from '../../../src/core/types.ts'
import { type Recorded, readRecordings } from '../../support/recordings.ts'
import { buildWorld } from '../world.ts'

/** A recorded session with the repository it left behind. */
export interface Place {
  root: string
  session: Session
  /** What `{name}` in a sentence stands for. */
  names: Record<string, string>
}

const roots: string[] = []
export const cleanPlaces = () => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
}

function folder(): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'midstride-heldout-')))
  roots.push(root)
  return root
}

const git = (cwd: string, args: string[], input?: string) =>
  execFileSync('git', args, {
    cwd,
    encoding: 'utf8',
    ...(input !== undefined && { input }),
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...process.env,
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.org',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.org',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
    },
  }).trim()

function put(root: string, name: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
  writeFileSync(path.join(root, name), text)
}

export const recordingOf = (scenario: string, agent: string): Recorded =>
  readRecordings(scenario).find(recorded => recorded.agent === agent)!

/** The repository as the session left it. */
function restore(recorded: Recorded): string {
  const root = folder()
  git(root, ['init', '-q'])
  git(root, ['fast-import', '--quiet'], readFileSync(path.join(recorded.dir, 'repository.fast-export'), 'utf8'))
  git(root, ['checkout', '-q', recorded.facts.branch])
  const patch = readFileSync(path.join(recorded.dir, 'worktree.patch'), 'utf8')
  if (patch.trim()) git(root, ['apply', '-'], patch)
  return root
}

function follow(root: string, branch: string): void {
  const remote = folder()
  git(remote, ['init', '-q', '--bare'])
  git(root, ['remote', 'add', 'origin', remote])
  git(root, ['push', '-q', '-u', 'origin', branch])
}

const namesOf = (root: string) => ({
  '{work}': git(root, ['rev-parse', '--short=7', 'HEAD']),
  '{mid}': git(root, ['rev-parse', '--short=7', 'HEAD~1']),
  '{base}': git(root, ['rev-parse', '--short=7', 'main']),
})

/** Everything passed, is committed and pushed. */
export async function shipped(): Promise<Place> {
  const recorded = recordingOf('shipped', 'claude-code')
  const root = restore(recorded)
  follow(root, recorded.facts.branch)
  return { root, session: await readSession(recorded.transcript), names: namesOf(root) }
}

/** As shipped; then others renamed, removed, released, and left work on another branch. */
export async function overtaken(): Promise<Place> {
  const place = await shipped()
  const { root } = place
  const dates = readFileSync(path.join(root, 'src/dates.js'), 'utf8')
  put(
    root,
    'src/dates.js',
    `${dates.replaceAll('isoDay', 'formatDay').replace(/export class[\s\S]*$/, '')}// UTC only\n`,
  )
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8')
  put(
    root,
    'package.json',
    manifest
      .replace('"2.4.0"', '"2.5.0"')
      .replace('"csv-stringify": "^6.5.0"', '"csv-stringify": "^7.1.0",\n    "is-leap-year": "^1.0.0"'),
  )
  put(root, 'docs/announcement.md', '# Days are ISO 8601 days\n')
  rmSync(path.join(root, 'test/dates.test.js'))
  git(root, ['add', '-A'])
  git(root, ['commit', '-qm', 'Call it formatDay'])
  git(root, ['checkout', '-qb', 'hotfix/headers'])
  put(root, 'src/server.js', `${readFileSync(path.join(root, 'src/server.js'), 'utf8')}// soon\n`)
  return place
}

/** Half done: the tests passed before the last edit, the type check failed, nothing was pushed, an agent is still at work. */
export async function halfDone(agent = 'claude-code'): Promise<Place> {
  const recorded = recordingOf('rate-limiter', agent)
  const root = restore(recorded)
  return { root, session: await readSession(recorded.transcript), names: namesOf(root) }
}

/** The same session, stopped after its first test run: one test fails, nothing is committed. */
export async function red(): Promise<Place> {
  const recorded = recordingOf('rate-limiter', 'claude-code')
  const root = restore(recorded)
  const names = namesOf(root)
  git(root, ['checkout', '-q', '--', '.'])
  git(root, ['reset', '-q', 'main'])
  git(root, ['checkout', '-q', '--', 'docs'])
  const limiter = path.join(root, 'src/rate-limiter.js')
  writeFileSync(limiter, readFileSync(limiter, 'utf8').replace('>= limit', '> limit'))
  const lines = readFileSync(recorded.transcript, 'utf8').split('\n')
  const last = lines.findIndex(line => line.includes('tool_result') && line.includes('fail 1'))
  const cut = path.join(folder(), path.basename(recorded.transcript))
  writeFileSync(cut, `${lines.slice(0, last + 1).join('\n')}\n`)
  return { root, session: await readSession(cut), names }
}

/** With a pull request, which no recording has. */
export async function withPullRequest(): Promise<Place> {
  const { root, session, sha } = buildWorld('fresh')
  roots.push(root)
  return {
    root,
    session,
    names: { '{work}': sha.work!.slice(0, 7), '{mid}': sha.base!.slice(0, 7), '{base}': sha.base!.slice(0, 7) },
  }
}

export const PLACES: Record<string, () => Promise<Place>> = {
  S: shipped,
  A: overtaken,
  L: halfDone,
  R: red,
  F: withPullRequest,
}
