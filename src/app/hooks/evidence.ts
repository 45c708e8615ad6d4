/** Whether a session's work was handed over: what git, the store and the agent's own words say about this session, and no other. */
import { realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { count } from '../../core/text.ts'
import type { Session } from '../../core/types.ts'
import { handoffSections } from '../../generated/handoff-sections.ts'
import type { Env } from '../../io/env.ts'
import { git, readGit } from '../../io/git.ts'
import { packageRoot } from '../../io/package-root.ts'
import { runProgram } from '../../io/run.ts'
import { withStore } from '../open-store.ts'

export interface Ending {
  directory: string
  env: Env
  session: string | null
  /** What the agent said after its last change, the latest last. */
  words: readonly string[]
}

const LINT_SECONDS = 8
const REFLECTION = new RegExp(`^#{1,6} +${handoffSections.reflection.heading}\\s*$`, 'im')
const HANDOFF_FILE = /(?:^|[\\/])[^\\/]*handoff[^\\/]*\.md$/i

/** Files that the session or one of its agents changed. */
export const writtenFiles = (session: Session): string[] =>
  session.files
    .filter(({ lastWriteAt, actions }) => lastWriteAt !== null || actions.some(how => how !== 'read'))
    .map(({ path: file }) => file)

/** What is still to be done before the work is handed over, a few words each; empty when nothing is. */
export async function whatIsMissing(session: Session, ending: Ending): Promise<string[]> {
  const written = writtenFiles(session)
  const found = await Promise.all([
    uncommitted(written, ending.directory),
    unpushed(session, ending.directory),
    openTasks(session, ending).catch(() => []),
    unreflected(written, ending.words),
  ])
  return found.flat()
}

async function uncommitted(written: readonly string[], directory: string): Promise<string[]> {
  const state = await readGit(directory)
  if (!state) return []
  const dirty = new Set(state.dirty.map(file => path.join(state.root, file)))
  const left = written.filter(file => dirty.has(file) || dirty.has(real(file)))
  return left.length > 0 ? [`${count(left.length, 'changed file')} not committed`] : []
}

function real(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

/** Where there is no remote, nothing can be pushed. */
async function unpushed(session: Session, directory: string): Promise<string[]> {
  const { commits } = session.git
  if (commits.length === 0 || !(await git(directory, ['remote']))?.trim()) return []
  const local =
    (await git(directory, ['log', '--format=%H', '--max-count=500', '--branches', '--not', '--remotes'])) ?? ''
  const shas = local.split('\n')
  const left = commits.filter(({ sha }) => shas.some(known => known.startsWith(sha)))
  return left.length > 0 ? [`${count(left.length, 'commit')} not pushed`] : []
}

/** Tasks that this session holds and has not spoken of since its last change. */
async function openTasks(session: Session, { env, session: id }: Ending): Promise<string[]> {
  if (id === null) return []
  const last = session.files.reduce(
    (latest, { lastWriteAt }) => (lastWriteAt !== null && lastWriteAt > latest ? lastWriteAt : latest),
    '',
  )
  const held = await withStore(env, store => store.listTasks({ status: ['in_progress'], limit: 1000 }))
  return held
    .filter(task => task.session === id && task.updated_at < last)
    .map(task => `task ${task.id} has no word on it`)
}

async function unreflected(written: readonly string[], words: readonly string[]): Promise<string[]> {
  const said = words.findLast(text => REFLECTION.test(text))
  if (said !== undefined) {
    const text = said.slice(said.search(REFLECTION))
    return (await isClean(text)) ? [] : ['the reflection has findings (`midstride lint`)']
  }
  const handoff = written.findLast(file => HANDOFF_FILE.test(file))
  if (handoff === undefined) return ['no reflection or handoff']
  return (await lints(handoff, [])) ? [] : [`${path.basename(handoff)} has findings (\`midstride lint\`)`]
}

async function isClean(reflection: string): Promise<boolean> {
  const file = path.join(tmpdir(), `midstride-${process.pid}-${Date.now()}.md`)
  try {
    writeFileSync(file, `${reflection}\n`, { mode: 0o600, flag: 'wx' })
    return await lints(file, ['--kind', 'reflection'])
  } finally {
    rmSync(file, { force: true })
  }
}

/** In a process of its own, which is needed once in a session. What cannot be checked counts as clean. */
async function lints(file: string, options: readonly string[]): Promise<boolean> {
  try {
    const cli = path.join(packageRoot(), 'dist', 'cli.js')
    const ran = await runProgram([process.execPath, cli, 'lint', ...options, file], {
      cwd: path.dirname(file),
      seconds: LINT_SECONDS,
    })
    return ran.exitCode !== 1
  } catch {
    return true
  }
}
