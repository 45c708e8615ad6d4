import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { UserError } from '../core/errors.ts'
import { count, truncate } from '../core/text.ts'
import { version } from '../generated/version.ts'
import type { Env } from '../io/env.ts'
import { findInLog, logFile } from '../io/log.ts'
import { kindOf } from '../io/tree.ts'
import { registry as targets } from '../targets/_registry.ts'
import { newestOf, type Replay, replay } from './doctor/replay.ts'
import { type Wiring, wiringOf } from './doctor/wiring.ts'
import { loadManifest, placeOf } from './install.ts'
import { locators } from './newest-session.ts'
import { storeLocation, withStore } from './open-store.ts'

/** Failures of hooks that are shown. */
const FAILURES = 5

export interface AgentReport {
  agent: string
  title: string
  /** Where its sessions lie; null when midstride reads none of its transcripts. */
  home: string | null
  /** Transcripts that were read again, the newest first. */
  sessions: Replay[]
  wiring: Wiring[]
}

export interface DoctorReport {
  version: string
  node: string
  store: { place: string; exists: boolean; error: string | null }
  agents: AgentReport[]
  /** Where hooks write what happened, and the last lines about failures. */
  log: { file: string; failures: string[] }
  /** Everything that is wrong, one line each. */
  problems: string[]
}

/** Reads the newest transcripts again and looks at the wiring. Writes nothing but a store in a temporary folder, which it removes. */
export async function examine(
  cwd: string,
  env: Env,
  options: { agents: readonly string[]; limit: number },
): Promise<DoctorReport> {
  const wanted = options.agents.length > 0 ? targets.filter(({ id }) => options.agents.includes(id)) : targets
  const places = [placeOf('project', cwd, env), placeOf('user', cwd, env)]
  const manifests = await Promise.all(places.map(place => loadManifest(place)))
  const agents: AgentReport[] = []
  for (const target of wanted) {
    const locator = locators.find(({ agent }) => agent === target.id)
    const found = locator ? await newestOf(locator, cwd, env, options.limit) : []
    const sessions: Replay[] = []
    for (const source of found) sessions.push(await replay(target.id, source))
    const wiring = (
      await Promise.all(places.map((place, index) => wiringOf(target, place, manifests[index]!, env)))
    ).flat()
    agents.push({ agent: target.id, title: target.title, home: locator?.home(env) ?? null, sessions, wiring })
  }
  const report: DoctorReport = {
    version,
    node: process.versions.node,
    store: await tryStore(env),
    agents,
    log: { file: logFile(env), failures: findInLog(env, ' failed: ', FAILURES) },
    problems: [],
  }
  report.problems = problemsOf(report)
  return report
}

/** Proves that the engine works here, on a store of its own; the user's is only looked at. */
async function tryStore(env: Env): Promise<DoctorReport['store']> {
  const location = storeLocation(env)
  const place = location.kind === 'sqlite' ? location.file : location.url.replace(/:\/\/.*@/, '://')
  const exists = location.kind === 'postgres' || (await kindOf(location.file)) !== 'missing'
  const folder = await mkdtemp(path.join(tmpdir(), 'midstride-doctor-'))
  try {
    await withStore(
      location.kind === 'sqlite' ? { ...env, MIDSTRIDE_DB: path.join(folder, 'store.db') } : env,
      async store => store.listTasks({ limit: 1 }),
    )
    return { place, exists, error: null }
  } catch (error) {
    return { place, exists, error: error instanceof UserError ? error.message : (error as Error).message }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function problemsOf({ store, agents }: DoctorReport): string[] {
  const problems = store.error === null ? [] : [`store: ${store.error}`]
  for (const { title, sessions, wiring } of agents) {
    for (const { transcript, error } of sessions)
      if (error !== null) problems.push(`${title}: ${error.includes(transcript) ? error : `${transcript}: ${error}`}`)
    for (const { scope, part, state, detail } of wiring)
      if (state === 'missing' || state === 'broken' || state === 'untrusted')
        problems.push(`${title}: ${part} (${scope}) ${state}: ${detail ?? ''}`)
  }
  return problems
}

/** The report as a person reads it. */
export function describeDoctor({ version, node, store, agents, log, problems }: DoctorReport): string[] {
  const lines = [
    `midstride ${version}, Node ${node}, store ${store.place} ${store.error ? 'does not work' : store.exists ? 'works' : 'is not there yet, its engine works'}`,
  ]
  for (const { title, home, sessions, wiring } of agents) {
    if (sessions.length === 0 && wiring.length === 0) continue
    lines.push('', title)
    for (const session of sessions) lines.push(...describeReplay(session))
    if (sessions.length === 0 && home !== null) lines.push(`  no session in ${home}`)
    for (const { scope, part, state, detail } of wiring)
      lines.push(`  ${part} (${scope}): ${state}${detail ? `, ${detail}` : ''}`)
  }
  const silent = agents.filter(({ sessions, wiring }) => sessions.length === 0 && wiring.length === 0)
  if (silent.length > 0) lines.push('', `neither sessions nor wiring: ${silent.map(({ title }) => title).join(', ')}`)
  if (log.failures.length > 0)
    lines.push('', `last failures of hooks (${log.file})`, ...log.failures.map(line => `  ${truncate(line, 300)}`))
  return [
    ...lines,
    '',
    problems.length === 0 ? 'no problems' : count(problems.length, 'problem'),
    ...problems.map(problem => `  ${problem}`),
  ]
}

function describeReplay({ transcript, records, recovered, unknown, warnings, recovery, error }: Replay): string[] {
  if (error !== null) return [`  ${transcript}`, `    cannot be read: ${error}`]
  const list = (counted: Record<string, number>) =>
    Object.entries(counted)
      .filter(([, n]) => n > 0)
      .map(([name, n]) => `${n} ${n === 1 && name in recovered ? name.replace(/s$/, '') : name}`)
      .join(', ')
  return [
    `  ${transcript}`,
    `    ${count(records, 'record')}: ${list(recovered) || 'nothing recovered'}`,
    ...(recovery
      ? [
          `    recovery block of ${recovery.characters} characters${Object.keys(recovery.omitted).length > 0 ? `, left out: ${list(recovery.omitted)}` : ''}`,
        ]
      : []),
    ...(Object.keys(unknown).length > 0 ? [`    not understood: ${list(unknown)}`] : []),
    ...warnings.slice(0, 3).map(warning => `    ${warning}`),
  ]
}
