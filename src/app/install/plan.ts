import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { kindOf } from '../../io/tree.ts'
import { sha256 } from '../compile.ts'
import { type Entry, type Merged, undo } from './entries.ts'
import { mergeJson, removeJson } from './json-entries.ts'
import type { Manifest, MergedFile, OwnedEntry } from './manifest.ts'
import { safePath } from './safe-path.ts'
import { mergeToml, removeToml } from './toml-entries.ts'
import type { Wanted, WantedEntry } from './wanted.ts'

export type Action = 'create' | 'update' | 'merge' | 'unmerge' | 'remove' | 'same' | 'keep' | 'refuse'

/** What happens to one path; `keep` and `refuse` say why. */
export interface Change {
  action: Action
  path: string
  detail?: string
  agents: string[]
}

export interface Write {
  /** Where it really goes, symlinks inside the root resolved. */
  file: string
  /** null: the file is removed. */
  content: string | Buffer | null
  mode: number
  /** A file of ours, or somebody's configuration: the latter is written after the files it points to, and before files are removed. */
  owned: boolean
}

export interface Plan {
  root: string
  manifestFile: string
  changes: Change[]
  writes: Write[]
  before: Manifest
  after: Manifest
  notes: string[]
}

/** Compares what should be in place with what is there and with what an earlier installation wrote. Writes nothing. */
export async function makePlan(
  { root, manifestFile }: { root: string; manifestFile: string },
  before: Manifest,
  wanted: Wanted,
  after: Omit<Manifest, 'files' | 'merged' | 'folders'>,
): Promise<Plan> {
  const plan: Plan = {
    root,
    manifestFile,
    changes: [],
    writes: [],
    before,
    after: { ...after, files: {}, merged: {}, folders: [...before.folders] },
    notes: wanted.notes,
  }
  for (const file of union(wanted.files, before.files)) await planFile(plan, file, wanted)
  for (const file of union(wanted.merged, before.merged)) await planMerged(plan, file, wanted)
  plan.changes.sort((a, b) => (a.path < b.path ? -1 : 1))
  await planFolders(plan)
  return plan
}

const union = (wanted: ReadonlyMap<string, unknown>, owned: Record<string, unknown>): string[] =>
  [...new Set([...wanted.keys(), ...Object.keys(owned)])].sort()

async function planFile(plan: Plan, file: string, wanted: Wanted): Promise<void> {
  const want = wanted.files.get(file)
  const owned = plan.before.files[file]
  const agents = want?.agents ?? owned?.agents ?? []
  const place = await safePath(plan.root, file)
  if (place.ok && want?.content === null) {
    plan.after.files[file] = { ...owned!, agents }
    return
  }
  const content = want?.content ?? null
  const next = content === null ? null : sha256(content)
  const current = place.ok ? await readFile(place.file).catch(() => null) : null
  const [action, detail] = place.ok
    ? decide({ link: place.link, hash: current && sha256(current), owned: owned?.sha256 ?? null, next })
    : (['refuse', place.why] as const)
  if (action === 'create' || action === 'update' || (action === 'same' && owned))
    plan.after.files[file] = { sha256: next!, agents }
  else if (owned && (action === 'keep' || action === 'refuse')) plan.after.files[file] = owned
  if (place.ok && (action === 'create' || action === 'update' || action === 'remove'))
    plan.writes.push({ file: place.file, content, mode: want?.mode ?? 0o644, owned: true })
  if (action !== 'gone') plan.changes.push({ action, path: file, ...(detail && { detail }), agents })
}

interface FileFacts {
  /** The last part of the path is a symlink. */
  link: boolean
  /** Hashes of what is there, of what we wrote, of what should be there; null where there is none. */
  hash: string | null
  owned: string | null
  next: string | null
}

/** Only what we wrote and nobody changed since is overwritten or removed. */
function decide({ link, hash, owned, next }: FileFacts): readonly [action: Action | 'gone', detail?: string] {
  if (link) return ['keep', 'a symlink of yours']
  if (hash !== null && owned !== null && hash !== owned && hash !== next) return ['keep', 'changed by you']
  if (next === null) return [hash === null ? 'gone' : 'remove']
  if (hash !== null && owned === null)
    return hash === next ? ['same', 'was there already'] : ['keep', 'not written by midstride']
  if (hash === next) return ['same']
  return [hash === null ? 'create' : 'update']
}

async function planMerged(plan: Plan, file: string, wanted: Wanted): Promise<void> {
  const want = wanted.merged.get(file)
  const record = plan.before.merged[file]
  const agents = [...new Set([...(want?.entries ?? []), ...(record?.entries ?? [])].flatMap(entry => entry.agents))]
  const say = (action: Action, detail?: string) =>
    plan.changes.push({ action, path: file, ...(detail && { detail }), agents })
  const place = await safePath(plan.root, file)
  if (!place.ok) {
    if (record) plan.after.merged[file] = record
    say('refuse', place.why)
    return
  }
  const format = want?.format ?? record!.format
  const text = await readFile(place.file, 'utf8').catch(() => null)
  const { next, record: after, kept } = mergedText(file, text, record, want?.entries ?? [], format)
  for (const [entry, why] of kept) say('keep', `${name(entry)} ${why}`)
  if (after) plan.after.merged[file] = after
  const own = after?.entries.filter(entry => !kept.some(([other]) => other === entry)) ?? []
  if (next === text) {
    if (own.length > 0) say('same')
    return
  }
  const mode = text === null ? 0o644 : (await stat(place.file)).mode & 0o777
  plan.writes.push({ file: place.file, content: next, mode, owned: false })
  const action = next === null ? 'remove' : text === null ? 'create' : own.length > 0 ? 'merge' : 'unmerge'
  say(action, [...new Set((own.length > 0 ? own : (record?.entries ?? [])).map(name))].join(', '))
}

interface MergeOutcome {
  /** null: no file. */
  next: string | null
  record: MergedFile | null
  kept: [entry: Entry, why: string][]
}

function mergedText(
  file: string,
  text: string | null,
  before: MergedFile | undefined,
  entries: readonly WantedEntry[],
  format: 'json' | 'toml',
): MergeOutcome {
  const base = withoutOurs(file, text, before, format)
  const bom = base.text?.startsWith('\ufeff') ? '\ufeff' : ''
  const wishes = entries.filter(entry => !base.kept.some(kept => sameEntry(kept, entry)))
  const merged = (format === 'toml' ? mergeToml : mergeJson)(file, (base.text ?? '').slice(bom.length), wishes)
  const own = merged.applied as WantedEntry[]
  const next = base.text === null && own.length === 0 ? null : bom + merged.text
  const record: MergedFile | null =
    own.length + base.kept.length === 0
      ? null
      : {
          format,
          before: base.text === null ? null : sha256(base.text),
          after: base.kept.length > 0 ? '' : sha256(next ?? ''),
          ops: merged.ops.map(op => ({ ...op, at: op.at + bom.length })),
          entries: [...own, ...base.kept],
        }
  return {
    next,
    record,
    kept: [
      ...base.kept.map((entry): [Entry, string] => [entry, 'was changed by you']),
      ...merged.kept.map((entry): [Entry, string] => [entry, 'is there already and differs']),
    ],
  }
}

/** The text as it was before us: byte by byte where nobody touched it since, otherwise with our entries taken out. */
function withoutOurs(
  file: string,
  text: string | null,
  record: MergedFile | undefined,
  format: 'json' | 'toml',
): { text: string | null; kept: OwnedEntry[] } {
  if (text === null || !record) return { text, kept: [] }
  if (sha256(text) === record.after) return { text: record.before === null ? null : undo(text, record.ops), kept: [] }
  const remove = format === 'toml' ? removeToml : removeJson
  const bom = text.startsWith('\ufeff') ? '\ufeff' : ''
  const result: Merged = remove(file, text.slice(bom.length), record.entries)
  const nothing =
    record.before === null && /^\s*(?:\{\s*(?:"\$schema"\s*:\s*"[^"\n]*"\s*,?\s*)?\})?\s*$/.test(result.text)
  return { text: nothing ? null : bom + result.text, kept: result.kept as OwnedEntry[] }
}

const name = ({ path: keys }: Entry): string => keys.join('.')

const sameEntry = (a: Entry, b: Entry): boolean =>
  name(a) === name(b) && JSON.stringify(a.value) === JSON.stringify(b.value)

/** Folders that will have to be made, parents first; they are taken away again when they are empty. */
async function planFolders(plan: Plan): Promise<void> {
  const files = [...Object.keys(plan.after.files), ...Object.keys(plan.after.merged)]
  if (files.length > 0) files.push(...insideRoot(plan))
  for (const file of files)
    for (let folder = path.posix.dirname(file), chain: string[] = []; ; folder = path.posix.dirname(folder)) {
      const known =
        folder === '.' ||
        plan.after.folders.includes(folder) ||
        (await kindOf(path.join(plan.root, folder))) !== 'missing'
      if (known) {
        plan.after.folders.push(...chain)
        break
      }
      chain = [folder, ...chain]
    }
}

/** The manifest's own path below the root, when it lies there. */
export function insideRoot({ root, manifestFile }: Pick<Plan, 'root' | 'manifestFile'>): string[] {
  const relative = path.relative(root, manifestFile)
  return relative.startsWith('..') || path.isAbsolute(relative) ? [] : [relative.split(path.sep).join('/')]
}
