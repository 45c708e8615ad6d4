import { UserError } from '../../core/errors.ts'
import type { Entry, Splice } from './entries.ts'

export type Scope = 'project' | 'user'

export interface OwnedFile {
  /** Hash of what was written. */
  sha256: string
  agents: string[]
}

export interface OwnedEntry extends Entry {
  agents: string[]
}

export interface MergedFile {
  format: 'json' | 'toml'
  /** Hash before the first change; null: the file was not there. */
  before: string | null
  /** Hash after the last change, and the way back from there, byte by byte. */
  after: string
  ops: Splice[]
  entries: OwnedEntry[]
}

/** What an installation put where. Holds no text of other people's files. */
export interface Manifest {
  format: 'midstride-manifest/1'
  version: string
  scope: Scope
  agents: string[]
  tasks: string
  memory: string
  /** Path below the root → what lies there. */
  files: Record<string, OwnedFile>
  merged: Record<string, MergedFile>
  /** Folders that were made, parents first. */
  folders: string[]
}

export const emptyManifest = (scope: Scope, version: string): Manifest => ({
  format: 'midstride-manifest/1',
  version,
  scope,
  agents: [],
  tasks: 'builtin',
  memory: 'builtin',
  files: {},
  merged: {},
  folders: [],
})

/** Reads a manifest; one of another format or with a path that leaves the root is refused. */
export function readManifest(file: string, text: string): Manifest {
  const bad = (why: string) =>
    new UserError(`${file} ${why}`, 'restore it, or remove what it lists by hand and then the file')
  let value: Partial<Manifest>
  try {
    value = JSON.parse(text)
  } catch {
    throw bad('is not JSON')
  }
  if (typeof value !== 'object' || value === null || value.format !== 'midstride-manifest/1')
    throw bad('is no manifest of this version')
  const { agents, files, merged, folders } = value
  if (!isTexts(agents) || !isTexts(folders) || !isMap(files) || !isMap(merged)) throw bad('is not complete')
  if (!Object.values(files).every(isOwnedFile) || !Object.values(merged).every(isMergedFile)) throw bad('is damaged')
  for (const path of [...Object.keys(files), ...Object.keys(merged), ...folders])
    if (!isInside(path)) throw bad(`names \`${path}\`, which is outside of its folder`)
  return { ...emptyManifest('project', ''), ...value }
}

const isMap = <T>(value: Record<string, T> | undefined): value is Record<string, T> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(item => typeof item === 'string')

const isOwnedFile = (value: OwnedFile): boolean => typeof value?.sha256 === 'string' && isTexts(value.agents)

const isMergedFile = (value: MergedFile): boolean =>
  (value?.format === 'json' || value?.format === 'toml') &&
  typeof value.after === 'string' &&
  (value.before === null || typeof value.before === 'string') &&
  Array.isArray(value.ops) &&
  value.ops.every(op => Number.isInteger(op?.at) && Number.isInteger(op?.length) && typeof op?.removed === 'string') &&
  Array.isArray(value.entries) &&
  value.entries.every(entry => isTexts(entry?.path) && isTexts(entry.agents) && typeof entry.mode === 'string')

const isInside = (path: unknown): boolean =>
  typeof path === 'string' &&
  path !== '' &&
  !path.startsWith('/') &&
  !/^[A-Za-z]:|\\/.test(path) &&
  !path.split('/').includes('..')

export const writeManifest = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`

/** Nothing is owned any more. */
export const isEmpty = ({ files, merged }: Manifest): boolean =>
  Object.keys(files).length === 0 && Object.keys(merged).length === 0
