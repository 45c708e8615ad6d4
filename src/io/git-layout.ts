/** Where a repository lies and where its HEADs point, read from its files: a process for each question would cost a hook more than all its work. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'

export interface Repository {
  /** Root of the worktree. */
  root: string
  /** Root of the repository's main worktree; equal to `root` outside linked worktrees. */
  mainRoot: string
  /** What all worktrees share: refs, packed refs, the list of worktrees. */
  commonDir: string
}

export interface WorktreeHead {
  path: string
  /** null when HEAD is detached. */
  branch: string | null
  /** null before the first commit, and where refs are kept in a form that is not read here. */
  head: string | null
}

const MAX_BYTES = 16 * 1024 * 1024

/** The repository a directory lies in (gitrepository-layout(5)), or null. A directory that does not exist lies in none. */
export async function findRepository(directory: string): Promise<Repository | null> {
  const start = await realpath(directory).catch(() => null)
  if (start === null) return null
  for (let root = start; ; root = path.dirname(root)) {
    const gitDir = await gitDirOf(root)
    if (gitDir) return describe(root, gitDir)
    if (path.dirname(root) === root) return null
  }
}

async function gitDirOf(folder: string): Promise<string | null> {
  const dot = path.join(folder, '.git')
  const info = await stat(dot).catch(() => null)
  if (!info) return null
  const gitDir = info.isDirectory() ? dot : pointer(await text(dot), folder)
  return gitDir && (await text(path.join(gitDir, 'HEAD'))) !== null ? gitDir : null
}

/** `gitdir: <path>`, as a linked worktree and a submodule have it in place of the folder. */
function pointer(content: string | null, folder: string): string | null {
  const target = /^gitdir: (.+)$/m.exec(content ?? '')?.[1]?.trim()
  return target ? path.resolve(folder, target) : null
}

async function describe(root: string, gitDir: string): Promise<Repository> {
  const shared = await text(path.join(gitDir, 'commondir'))
  const commonDir = shared === null ? gitDir : path.resolve(gitDir, shared.trim())
  const real = await realpath(commonDir).catch(() => commonDir)
  return { root, mainRoot: path.basename(real) === '.git' ? path.dirname(real) : root, commonDir: real }
}

/** The main worktree first, then the linked ones; a bare repository has no main one. */
export async function listWorktrees({ commonDir, mainRoot }: Repository): Promise<WorktreeHead[]> {
  const folder = path.join(commonDir, 'worktrees')
  const names = (await readdir(folder).catch(() => [])).sort()
  const packed = await packedRefs(commonDir)
  const linked = await Promise.all(
    names.map(async name => {
      const dot = (await text(path.join(folder, name, 'gitdir')))?.trim()
      if (!dot) return null
      const at = path.dirname(path.resolve(folder, name, dot))
      return { path: at, ...(await headOf(path.join(folder, name), commonDir, packed)) }
    }),
  )
  const main =
    path.basename(commonDir) === '.git' ? [{ path: mainRoot, ...(await headOf(commonDir, commonDir, packed)) }] : []
  return [...main, ...linked.filter(worktree => worktree !== null)]
}

async function headOf(
  gitDir: string,
  commonDir: string,
  packed: ReadonlyMap<string, string>,
): Promise<Omit<WorktreeHead, 'path'>> {
  const content = (await text(path.join(gitDir, 'HEAD')))?.trim() ?? ''
  const ref = /^ref: (refs\/.+)$/.exec(content)?.[1]
  if (!ref) return { branch: null, head: isSha(content) ? content : null }
  const loose = ref.includes('..') ? null : (await text(path.join(commonDir, ref)))?.trim()
  const head = loose && isSha(loose) ? loose : (packed.get(ref) ?? null)
  return { branch: ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null, head }
}

async function packedRefs(commonDir: string): Promise<Map<string, string>> {
  const refs = new Map<string, string>()
  for (const line of ((await text(path.join(commonDir, 'packed-refs'))) ?? '').split('\n')) {
    const space = line.indexOf(' ')
    if (isSha(line.slice(0, space))) refs.set(line.slice(space + 1), line.slice(0, space))
  }
  return refs
}

const isSha = (text: string) => /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text)

async function text(file: string): Promise<string | null> {
  try {
    const info = await stat(file)
    return info.isFile() && info.size <= MAX_BYTES ? await readFile(file, 'utf8') : null
  } catch {
    return null
  }
}
