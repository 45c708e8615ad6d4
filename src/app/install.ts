import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { UserError } from '../core/errors.ts'
import type { Target } from '../core/target.ts'
import { version } from '../generated/version.ts'
import { dataDir, type Env, homeDir } from '../io/env.ts'
import { packageRoot } from '../io/package-root.ts'
import { kindOf } from '../io/tree.ts'
import { registry as targets } from '../targets/_registry.ts'
import { findBinding, findTarget, loadCompilable } from './compile.ts'
import { applyPlan, type Disk } from './install/apply.ts'
import { findLauncher } from './install/launcher.ts'
import { emptyManifest, type Manifest, readManifest, type Scope } from './install/manifest.ts'
import { makePlan, type Plan } from './install/plan.ts'
import { type Part, type Wanted, wantedFor } from './install/wanted.ts'

export type { Change, Plan } from './install/plan.ts'

export interface Place {
  scope: Scope
  /** Folder that agent paths are below: the project, or the home folder. */
  root: string
  manifestFile: string
}

/** A project keeps its manifest beside itself; what is installed for the user is listed in the data folder. */
export function placeOf(scope: Scope, cwd: string, env: Env): Place {
  return scope === 'project'
    ? { scope, root: cwd, manifestFile: path.join(cwd, '.midstride', 'manifest.json') }
    : { scope, root: homeDir(env), manifestFile: path.join(dataDir(env), 'manifest.json') }
}

export async function loadManifest({ scope, manifestFile }: Place): Promise<Manifest | null> {
  const text = await readFile(manifestFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw new UserError(`${manifestFile} cannot be read: ${error.message}`, 'check its permissions')
  })
  return text === null ? null : { ...readManifest(manifestFile, text), scope }
}

export interface InitOptions {
  agents: readonly string[]
  tasks?: string | undefined
  memory?: string | undefined
  skip: readonly Part[]
  unconfirmed: boolean
}

/** Agents that are in use below the root, by the folders they keep there. */
export async function detectAgents({ scope, root }: Place): Promise<Target[]> {
  const found = await Promise.all(
    targets.map(async target => {
      const kinds = await Promise.all(target.detect[scope].map(place => kindOf(path.join(root, place))))
      return kinds.some(kind => kind !== 'missing') ? target : null
    }),
  )
  return found.filter(target => target !== null)
}

/** What installing would change. Agents that were installed before stay installed. */
export async function planInit(place: Place, options: InitOptions): Promise<Plan> {
  const before = (await loadManifest(place)) ?? emptyManifest(place.scope, version)
  const named = options.agents.map(findTarget)
  const chosen = named.length > 0 ? named : [...before.agents.map(findTarget), ...(await detectAgents(place))]
  if (chosen.length === 0)
    throw new UserError(
      `no agent is in use in ${place.root}`,
      `name one: --agent ${targets
        .map(({ id }) => id)
        .slice(0, 4)
        .join('|')}|…`,
    )
  const agents = [...new Set([...before.agents.map(findTarget), ...chosen])]
  const tasks = options.tasks ?? before.tasks
  const memory = options.memory ?? before.memory
  const folder = packageRoot()
  const launcher = findLauncher(folder, place.scope, place.root)
  const wanted = await wantedFor(await loadCompilable(folder), agents, {
    folder,
    scope: place.scope,
    root: place.root,
    bound: { tasks: findBinding('tasks', tasks), memory: findBinding('memory', memory) },
    launcher,
    skip: options.skip,
    unconfirmed: options.unconfirmed,
  })
  return makePlan(place, before, wanted, {
    format: before.format,
    version,
    scope: place.scope,
    agents: agents.map(({ id }) => id),
    tasks,
    memory,
  })
}

/** What uninstalling would change; all agents, or those named. Null when nothing is installed. */
export async function planUninstall(place: Place, agents: readonly string[]): Promise<Plan | null> {
  const before = await loadManifest(place)
  if (!before) return null
  const gone = new Set(agents.length > 0 ? agents.map(id => findTarget(id).id) : before.agents)
  const left = <T extends { agents: string[] }>(item: T): T => ({
    ...item,
    agents: item.agents.filter(agent => !gone.has(agent)),
  })
  const wanted: Wanted = { files: new Map(), merged: new Map(), notes: [] }
  for (const [file, owned] of Object.entries(before.files)) {
    const { agents: rest } = left(owned)
    if (rest.length > 0) wanted.files.set(file, { content: null, mode: 0, agents: rest })
  }
  for (const [file, { format, entries }] of Object.entries(before.merged)) {
    const rest = entries.map(left).filter(entry => entry.agents.length > 0)
    if (rest.length > 0) wanted.merged.set(file, { format, entries: rest })
  }
  const { files: _, merged: __, folders: ___, ...rest } = before
  return makePlan(place, before, wanted, { ...rest, agents: before.agents.filter(agent => !gone.has(agent)) })
}

export const carryOut = (plan: Plan, disk?: Disk): Promise<void> => applyPlan(plan, disk)

/** The plan as a person reads it: one line per path that changes or stays for a reason. */
export function describePlan(plan: Plan): string[] {
  const width = 8
  const lines = plan.changes
    .filter(({ action }) => action !== 'same')
    .map(({ action, path: file, detail }) => `${action.padEnd(width)} ${file}${detail ? ` (${detail})` : ''}`)
  return [...lines, ...plan.notes.map(note => `${'note'.padEnd(width)} ${note}`)]
}

/** Something will be written. */
export const changesAnything = (plan: Plan): boolean => plan.writes.length > 0
