import { createHash } from 'node:crypto'
import { readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { RefusedError, UserError } from '../core/errors.ts'
import { loadParser } from '../core/markdown.ts'
import type { Target } from '../core/target.ts'
import { count, suggest } from '../core/text.ts'
import { readRegularFile, writeFileAtomic } from '../io/files.ts'
import { kindOf } from '../io/tree.ts'
import type { Binding } from '../pack/binding.ts'
import { registry as bindings } from '../pack/bindings/_registry.ts'
import { type CompiledFile, compile } from '../pack/compile.ts'
import { loadPack, type Pack } from '../pack/pack.ts'
import { registry as targets } from '../targets/_registry.ts'
import { readPack } from './check.ts'

const MAX_MATERIAL_BYTES = 16 * 1024 * 1024

/** Reads a pack that is to be compiled; one whose front matter cannot be read is refused by name. */
export async function loadCompilable(folder: string): Promise<Pack> {
  const pack = loadPack(await readPack(folder), await loadParser())
  const broken = pack.files.filter(({ front, role }) => role === 'entry' && front.state !== 'read')
  if (broken.length > 0)
    throw new RefusedError(
      `front matter of ${broken.map(({ path }) => path).join(', ')} cannot be read; nothing was written`,
      `see 'midstride check ${folder}'`,
    )
  if (pack.files.every(({ role }) => role !== 'entry'))
    throw new UserError(`${folder} holds no prompt`, 'add one to commands/, workflows/ or skills/')
  return pack
}

export function findTarget(id: string): Target {
  const target = targets.find(candidate => candidate.id === id)
  if (target) return target
  const ids = targets.map(candidate => candidate.id)
  const near = suggest(id, ids)
  throw new UserError(`unknown agent '${id}'`, near ? `did you mean '${near}'?` : `one of: ${ids.join(', ')}`)
}

/** null for `builtin`. */
export function findBinding(kind: Binding['kind'], id: string | undefined): Binding | null {
  if (id === undefined || id === 'builtin') return null
  const binding = bindings.find(candidate => candidate.kind === kind && candidate.id === id)
  if (binding) return binding
  throw new UserError(`unknown value '${id}' for '--${kind}'`, `one of: ${bindingIds(kind).join(', ')}`)
}

export const bindingIds = (kind: Binding['kind']): string[] => [
  'builtin',
  ...bindings.filter(binding => binding.kind === kind).map(({ id }) => id),
]

/** Skill folders that more than one agent reads; their copies must be the same for all. */
export function sharedFolders(scope: 'project' | 'user'): Set<string> {
  const folders = targets.flatMap(({ skills }) => skills?.[scope] ?? [])
  return new Set(folders.filter((folder, index) => folders.indexOf(folder) !== index))
}

export interface Bound {
  tasks: Binding | null
  memory: Binding | null
}

export function compileFor(pack: Pack, target: Target, scope: 'project' | 'user', bound: Bound): CompiledFile[] {
  return compile(pack, target, { scope, ...bound, sharedFolders: sharedFolders(scope) })
}

/** Content of a compiled file; material of a skill is read from the pack. */
export async function contentOf(folder: string, file: CompiledFile): Promise<string | Buffer> {
  return 'text' in file ? file.text : readRegularFile(path.join(folder, file.copyOf), MAX_MATERIAL_BYTES)
}

/** Permission bits of what is written: scripts of a skill stay executable. */
export async function modeOf(folder: string, file: CompiledFile): Promise<number> {
  if ('text' in file) return 0o644
  const { mode } = await stat(path.join(folder, file.copyOf))
  return mode & 0o111 ? 0o755 : 0o644
}

export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

export interface BuildResult {
  agent: string
  folder: string
  files: string[]
  removed: string[]
}

const LEDGER = '.midstride-build.json'

/** Compiles a pack into `<out>/<agent>`. What an earlier build wrote there and this one does not is removed, if nobody changed it. */
export async function buildPack(
  folder: string,
  out: string,
  agents: readonly Target[],
  bound: Bound,
): Promise<BuildResult[]> {
  const pack = await loadCompilable(folder)
  const results: BuildResult[] = []
  for (const target of agents) {
    const place = path.join(out, target.id)
    const written: Record<string, string> = {}
    for (const file of compileFor(pack, target, 'project', bound)) {
      const content = await contentOf(folder, file)
      await writeFileAtomic(path.join(place, file.path), content, await modeOf(folder, file))
      written[file.path] = sha256(content)
    }
    const removed = await removeStale(place, await readLedger(place), written)
    await writeFileAtomic(path.join(place, LEDGER), `${JSON.stringify(written, null, 2)}\n`)
    results.push({ agent: target.id, folder: place, files: Object.keys(written), removed })
  }
  return results
}

async function readLedger(place: string): Promise<Record<string, string>> {
  const text = await readFile(path.join(place, LEDGER), 'utf8').catch(() => '{}')
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, string>) : {}
  } catch {
    throw new UserError(`${path.join(place, LEDGER)} is not JSON`, 'remove that folder and build again')
  }
}

async function removeStale(
  place: string,
  before: Record<string, string>,
  now: Record<string, string>,
): Promise<string[]> {
  const removed: string[] = []
  for (const [file, hash] of Object.entries(before)) {
    const full = path.join(place, file)
    if (file in now || !full.startsWith(place + path.sep) || (await kindOf(full)) !== 'file') continue
    if (sha256(await readFile(full)) !== hash) continue
    await rm(full)
    removed.push(file)
  }
  return removed
}

export const describeBuild = ({ agent, folder, files, removed }: BuildResult): string =>
  `${agent}: ${count(files.length, 'file')} in ${folder}${removed.length > 0 ? `, ${removed.length} stale removed` : ''}`
