import { realpath } from 'node:fs/promises'
import path from 'node:path'
import type { Env } from '../../io/env.ts'

/** A transcript of the project, not yet read. */
export interface FoundSession {
  agent: string
  transcript: string
  /** Set where one file holds several sessions. */
  sessionId?: string
  mtimeMs: number
}

export interface Project {
  /** Folders a session of this project may have been started in: the root, the current folder and what lies between. */
  folders: readonly string[]
  /** Root as named and as it really lies; a session started anywhere below counts. */
  roots: readonly string[]
}

/** Finds the transcripts of one agent. Returns null when the agent has left nothing on this machine. */
export interface Locator {
  agent: string
  /** Folder or file the agent keeps its sessions in. */
  home(env: Env): string
  /** Sessions of the project, the newest first; `limit` bounds how many files are opened. */
  find(project: Project, env: Env, limit?: number): Promise<FoundSession[]>
}

export const defineLocator = (locator: Locator): Locator => locator

export async function projectOf(root: string, cwd: string): Promise<Project> {
  const roots = await withReal(root)
  const folders = new Set<string>(roots)
  for (const start of await withReal(cwd))
    for (let folder = start; !folders.has(folder) && inside(roots, folder); folder = path.dirname(folder))
      folders.add(folder)
  return { folders: [...folders], roots }
}

async function withReal(folder: string): Promise<string[]> {
  return [...new Set([folder, await realpath(folder).catch(() => folder)])]
}

export function inside(roots: readonly string[], folder: string): boolean {
  return roots.some(root => folder === root || folder.startsWith(root.endsWith(path.sep) ? root : root + path.sep))
}
