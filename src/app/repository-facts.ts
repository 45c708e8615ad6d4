import { maskDeep } from '../core/secrets.ts'
import type { RepositoryFacts } from '../core/types.ts'
import { readGit } from '../io/git.ts'

/** What the repository of a folder says now, secrets masked; null where there is none, or no such folder on this machine. */
export async function repositoryFacts(folder: string): Promise<RepositoryFacts | null> {
  const state = await readGit(folder)
  if (!state) return null
  const { mainRoot: _, ...facts } = state
  return maskDeep(facts)
}
