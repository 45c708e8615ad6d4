import path from 'node:path'
import { UserError } from '../core/errors.ts'
import type { Env } from '../io/env.ts'
import { readGit } from '../io/git.ts'
import claudeCode from './sessions/claude-code.ts'
import codex from './sessions/codex.ts'
import gemini from './sessions/gemini.ts'
import { type FoundSession, type Locator, projectOf } from './sessions/locator.ts'
import opencode from './sessions/opencode.ts'

/** Where each agent keeps its sessions; the first wins when two are equally new. */
export const locators: readonly Locator[] = [claudeCode, codex, gemini, opencode]

/** Sessions of the project a folder belongs to, of every agent, the newest first. */
export async function projectSessions(cwd: string, env: Env): Promise<FoundSession[]> {
  const project = await projectOf((await readGit(cwd))?.root ?? path.resolve(cwd), path.resolve(cwd))
  const found = await Promise.all(locators.map(locator => locator.find(project, env).catch(() => [])))
  return found.flat().sort((a, b) => b.mtimeMs - a.mtimeMs)
}

/** The newest session of the project, or a UserError that says where was looked. */
export async function newestSession(cwd: string, env: Env): Promise<FoundSession> {
  const [newest] = await projectSessions(cwd, env)
  if (newest) return newest
  const looked = locators.map(locator => locator.home(env)).join(', ')
  throw new UserError(
    `no session of the project at ${path.resolve(cwd)} was found in ${looked}`,
    'name a transcript, or the project with --cwd',
  )
}
