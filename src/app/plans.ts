import { createHash } from 'node:crypto'
import path from 'node:path'
import type { PlanText } from '../core/derive/context.ts'
import { encodeProject } from '../core/derive/derive.ts'
import { readPlan } from '../core/derive/plan.ts'
import { type Env, homeDir } from '../io/env.ts'
import { readTextFile } from '../io/files.ts'
import { findRepository } from '../io/git-layout.ts'
import { findByName, type Listed, listMarkdown } from '../io/plan-files.ts'

export interface PlanRoot {
  path: string
  /** What of it is searched. */
  what: string
  exists: boolean
  found: number
}

export interface FoundPlan extends PlanText {
  path: string
  root: string
  /** true: it lies in a folder that all projects of the user share. */
  shared: boolean
  /** ISO 8601. */
  mtime: string
  sha256: string
  bytes: number
}

export interface PlanSearch {
  project: string
  roots: PlanRoot[]
  /** The latest first. */
  plans: FoundPlan[]
  /** Files that could not be read, with the reason. */
  unreadable: string[]
}

const NAMES = ['-impl.md', '-design.md', '-plan.md']
/** Documents beyond this size are no plans. */
const MAX_PLAN_BYTES = 2 * 1024 * 1024

/** Folders that hold nothing but plans, nearest to the project first. */
export function planFolders(project: string, env: Env): string[] {
  const home = homeDir(env)
  const claude = env.CLAUDE_CONFIG_DIR || path.join(home, '.claude')
  const folders = [
    path.join(home, '.local', 'spellbook', 'docs', encodeProject(project), 'plans'),
    path.join(project, '.claude', 'plans'),
    path.join(claude, 'plans'),
    path.join(project, 'docs', 'plans'),
    path.join(project, '.planning'),
  ]
  return [...new Set(folders)]
}

/**
 * Every planning document of a project, or only those in the folders made for them. Folders that are not there are named all the
 * same.
 */
export async function findPlans(cwd: string, env: Env, where: 'project' | 'folders' = 'project'): Promise<PlanSearch> {
  const project = (await findRepository(cwd))?.root ?? path.resolve(cwd)
  const roots: PlanRoot[] = []
  const seen = new Map<string, Listed & { root: string }>()
  const add = (root: string, what: string, files: Listed[] | null): void => {
    const fresh = (files ?? []).filter(file => !seen.has(file.real))
    for (const file of fresh) seen.set(file.real, { ...file, root })
    roots.push({ path: root, what, exists: files !== null, found: fresh.length })
  }
  for (const folder of planFolders(project, env)) {
    const within = folder.startsWith(project + path.sep) ? project : folder
    add(folder, '*.md', await listMarkdown(folder, within))
  }
  if (where === 'project') add(project, NAMES.map(name => `*${name}`).join(' '), await findByName(project, NAMES))
  const unreadable: string[] = []
  const plans = await Promise.all([...seen.values()].map(file => describe(file, project, unreadable)))
  return {
    project,
    roots,
    plans: plans
      .filter(plan => plan !== null)
      .sort((a, b) => (a.mtime < b.mtime ? 1 : a.mtime > b.mtime ? -1 : a.path < b.path ? -1 : 1)),
    unreadable,
  }
}

async function describe(
  file: Listed & { root: string },
  project: string,
  unreadable: string[],
): Promise<FoundPlan | null> {
  try {
    const text = await readTextFile(file.path, { max: MAX_PLAN_BYTES, allowEmpty: true })
    return {
      path: file.path,
      root: file.root,
      shared: !file.root.startsWith(project) && !file.root.includes(encodeProject(project)),
      mtime: new Date(file.mtimeMs).toISOString(),
      sha256: sha256(text),
      bytes: Buffer.byteLength(text),
      ...readPlan(file.path, text),
    }
  } catch (error) {
    unreadable.push((error as Error).message)
    return null
  }
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
