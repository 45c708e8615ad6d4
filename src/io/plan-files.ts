import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import ignore from 'ignore'
import { git } from './git.ts'

export interface Listed {
  path: string
  /** Where it really lies; equal for two ways to the same file. */
  real: string
  mtimeMs: number
}

const MAX_DEPTH = 8
const MAX_FILES = 2000
const PRUNED = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  'dist',
  'build',
  'target',
  'vendor',
  '.venv',
  '__pycache__',
  '.next',
  '.cache',
])

/**
 * Markdown files in a folder and below it, or null when there is no such folder. Links that leave the folder are not followed; neither is
 * the folder itself when it lies outside `within`.
 */
export async function listMarkdown(folder: string, within = folder): Promise<Listed[] | null> {
  const [real, base] = await Promise.all([folder, within].map(dir => realpath(dir).catch(() => null)))
  if (!real || !base || (real !== base && !isInside(base, real))) return null
  return walk(
    folder,
    name => name.toLowerCase().endsWith('.md'),
    () => false,
  )
}

/** Files of a project whose names end so: what git knows or would add, or everything but build output outside a repository. */
export async function findByName(project: string, endings: readonly string[]): Promise<Listed[] | null> {
  const listed = await git(project, [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--',
    ...endings.map(end => `:(glob,icase)**/*${end}`),
  ])
  const matches = (name: string) => endings.some(end => name.toLowerCase().endsWith(end))
  if (listed === null) {
    const found = await walk(project, matches, name => PRUNED.has(name))
    const rules = ignore().add(await readFile(path.join(project, '.gitignore'), 'utf8').catch(() => ''))
    if (found === null) return null
    return found.filter(({ path: file }) => !rules.ignores(path.relative(project, file).replaceAll('\\', '/')))
  }
  const names = listed.split('\0').filter(name => name !== '' && !name.split('/').includes('node_modules'))
  return kept(
    project,
    names.slice(0, MAX_FILES).map(name => path.join(project, name)),
  )
}

async function walk(
  folder: string,
  matches: (name: string) => boolean,
  prune: (name: string) => boolean,
): Promise<Listed[] | null> {
  const info = await stat(folder).catch(() => null)
  if (!info?.isDirectory()) return null
  const found: string[] = []
  let level = [folder]
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0 && found.length < MAX_FILES; depth += 1) {
    const next: string[] = []
    for (const dir of level)
      for (const entry of await readdir(dir, { withFileTypes: true }).catch(() => []))
        if (entry.isDirectory() && !prune(entry.name)) next.push(path.join(dir, entry.name))
        else if (matches(entry.name)) found.push(path.join(dir, entry.name))
    level = next
  }
  return kept(folder, found.slice(0, MAX_FILES))
}

/** Regular files that really lie in the folder. */
async function kept(folder: string, files: readonly string[]): Promise<Listed[]> {
  const base = await realpath(folder)
  const checked = await Promise.all(
    files.map(async file => {
      const real = await realpath(file).catch(() => null)
      if (real === null || !isInside(base, real)) return null
      const info = await lstat(real).catch(() => null)
      return info?.isFile() ? { path: file, real, mtimeMs: info.mtimeMs } : null
    }),
  )
  return checked.filter(file => file !== null)
}

function isInside(base: string, file: string): boolean {
  const relative = path.relative(base, file)
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative)
}
