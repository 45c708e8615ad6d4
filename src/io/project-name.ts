import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { remoteName } from '../core/project.ts'
import { git } from './git.ts'
import { findRepository } from './git-layout.ts'

/** Which remote a team shares, best first: a fork's `origin` is its owner's alone. */
const REMOTES = ['upstream', 'origin']

/**
 * What everyone in a team calls a project, wherever they keep it: its remote, else its first commit, else its path. One git process
 * at most, for repositories without a remote.
 */
export async function projectName(root: string): Promise<string> {
  const repository = await findRepository(root)
  if (!repository || repository.mainRoot !== root) return root
  const config = await readFile(path.join(repository.commonDir, 'config'), 'utf8').catch(() => '')
  const remotes = readRemotes(config)
  const url = REMOTES.map(name => remotes.get(name)).find(Boolean) ?? [...remotes.values()][0]
  const name = url === undefined ? null : remoteName(url)
  return name ?? (await firstCommit(root)) ?? root
}

/** `url` of each `[remote "name"]` section (git-config(1)). */
function readRemotes(config: string): Map<string, string> {
  const remotes = new Map<string, string>()
  let section: string | null = null
  for (const line of config.split('\n')) {
    const head = /^\s*\[(.*)\]/.exec(line)
    if (head) section = /^remote "(.+)"$/.exec(head[1]!)?.[1] ?? null
    const url = section === null ? null : /^\s*url\s*=\s*"?([^"]+?)"?\s*$/.exec(line)?.[1]
    if (section !== null && url && !remotes.has(section)) remotes.set(section, url)
  }
  return remotes
}

/** `commit:<sha>`, or null before there is one, and in a shallow clone, whose first commit is another. */
async function firstCommit(root: string): Promise<string | null> {
  const [shallow, roots] = await Promise.all([
    git(root, ['rev-parse', '--is-shallow-repository']),
    git(root, ['rev-list', '--max-parents=0', 'HEAD']),
  ])
  const sha = roots?.trim().split('\n').sort()[0]
  return shallow?.trim() === 'false' && sha ? `commit:${sha}` : null
}
