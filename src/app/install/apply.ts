import { readFile, rm, rmdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { UserError } from '../../core/errors.ts'
import { writeFileAtomic } from '../../io/files.ts'
import { makeFolder } from '../../io/folder.ts'
import { isEmpty, type Manifest, writeManifest } from './manifest.ts'
import { insideRoot, type Plan, type Write } from './plan.ts'

/** The three things that change a disk; replaced in tests that make one of them fail. */
export interface Disk {
  write(file: string, content: string | Uint8Array, mode: number): Promise<void>
  remove(file: string): Promise<void>
  removeFolder(folder: string): Promise<void>
}

export const realDisk: Disk = {
  write: writeFileAtomic,
  remove: file => rm(file),
  removeFolder: folder => rmdir(folder),
}

interface Undo {
  file: string
  /** null: it was not there. */
  content: Buffer | null
  mode: number
}

/**
 * Carries a plan out: files, then the configuration that points to them, then removals, then empty folders. The manifest is written
 * first with everything old and new in it, so that a killed run can be taken back; a run that fails puts everything back itself.
 */
export async function applyPlan(plan: Plan, disk: Disk = realDisk): Promise<void> {
  const { manifestFile } = plan
  const done: Undo[] = []
  const made = await missingFolders(plan)
  try {
    if (!isEmpty(plan.after) || !isEmpty(plan.before))
      await change(done, disk, { file: manifestFile, content: writeManifest(pending(plan)), mode: 0o644, owned: true })
    for (const write of inOrder(plan.writes)) await change(done, disk, write)
    const gone = isEmpty(plan.after)
    if (!gone) await removeEmpty(plan, disk)
    const content = gone ? null : writeManifest(plan.after)
    await change(done, disk, { file: manifestFile, content, mode: 0o644, owned: true })
    if (gone) await removeEmpty(plan, disk)
  } catch (error) {
    await takeBack(done, made)
    const why = error instanceof UserError ? error.message : (error as Error).message
    throw new UserError(`${why}; everything was put back as it was`, 'mend that and run it again')
  }
}

const pending = ({ before, after }: Plan): Manifest => ({
  ...after,
  files: { ...before.files, ...after.files },
  merged: { ...before.merged, ...after.merged },
})

const rank = ({ owned, content }: Write): number => (content === null && owned ? 2 : owned ? 0 : 1)

const inOrder = (writes: readonly Write[]): Write[] => [...writes].sort((a, b) => rank(a) - rank(b))

async function change(done: Undo[], disk: Disk, { file, content, mode }: Write): Promise<void> {
  const info = await stat(file).catch(() => null)
  if (content === null && !info) return
  done.push({ file, content: info ? await readFile(file) : null, mode: info ? info.mode & 0o777 : mode })
  await (content === null ? disk.remove(file) : disk.write(file, content, mode))
}

async function removeEmpty(plan: Plan, disk: Disk): Promise<void> {
  const owned = [...Object.keys(plan.after.files), ...Object.keys(plan.after.merged)]
  const still = new Set([...owned, ...(owned.length > 0 ? insideRoot(plan) : [])].flatMap(parents))
  const kept: string[] = []
  for (const folder of [...plan.after.folders].sort((a, b) => b.length - a.length)) {
    if (still.has(folder) || !(await removeFolderIfEmpty(path.join(plan.root, folder), disk))) kept.push(folder)
  }
  plan.after.folders = plan.after.folders.filter(folder => kept.includes(folder))
}

function parents(file: string): string[] {
  const folder = path.posix.dirname(file)
  return folder === '.' ? [] : [...parents(folder), folder]
}

/** true when it is gone. */
async function removeFolderIfEmpty(folder: string, disk: Disk): Promise<boolean> {
  try {
    await disk.removeFolder(folder)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return true
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') return false
    throw error
  }
}

async function missingFolders(plan: Plan): Promise<string[]> {
  const missing = new Set<string>()
  for (const file of [plan.manifestFile, ...plan.writes.map(write => write.file)])
    for (let folder = path.dirname(file); !(await stat(folder).catch(() => null)); folder = path.dirname(folder))
      missing.add(folder)
  return [...missing].sort((a, b) => b.length - a.length)
}

async function takeBack(done: readonly Undo[], made: readonly string[]): Promise<void> {
  for (const { file, content, mode } of [...done].reverse()) {
    if (content === null) await rm(file, { force: true })
    else {
      makeFolder(path.dirname(file))
      await writeFileAtomic(file, content, mode)
    }
  }
  for (const folder of made) await rmdir(folder).catch(() => {})
}
