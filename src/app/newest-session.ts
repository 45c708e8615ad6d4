import path from 'node:path'
import { UserError } from '../core/errors.ts'
import { count } from '../core/text.ts'
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
  return sessionsBelow((await readGit(cwd))?.root ?? path.resolve(cwd), path.resolve(cwd), env)
}

/** Sessions of the other worktrees of the repository a folder belongs to, the newest first. */
export async function worktreeSessions(cwd: string, env: Env): Promise<FoundSession[]> {
  const git = await readGit(cwd)
  if (!git) return []
  const own = new Set((await projectSessions(cwd, env)).map(idOf))
  const others = new Set([git.mainRoot, ...git.worktrees.map(worktree => worktree.path)])
  others.delete(git.root)
  const found = await Promise.all([...others].map(root => sessionsBelow(root, root, env)))
  const all = new Map(found.flat().map(session => [idOf(session), session]))
  return newestFirst([...all.values()].filter(session => !own.has(idOf(session))))
}

async function sessionsBelow(root: string, cwd: string, env: Env): Promise<FoundSession[]> {
  const project = await projectOf(root, cwd)
  const found = await Promise.all(locators.map(locator => locator.find(project, env).catch(() => [])))
  return newestFirst(found.flat())
}

const newestFirst = (sessions: FoundSession[]): FoundSession[] => sessions.sort((a, b) => b.mtimeMs - a.mtimeMs)
const idOf = ({ transcript, sessionId }: FoundSession): string => `${transcript} ${sessionId ?? ''}`

/** The newest session of the project, or a UserError that says where was looked. */
export async function newestSession(cwd: string, env: Env): Promise<FoundSession> {
  const [newest] = await projectSessions(cwd, env)
  if (newest) return newest
  const looked = locators.map(locator => locator.home(env)).join(', ')
  const elsewhere = (await worktreeSessions(cwd, env)).length
  throw new UserError(
    `no session of the project at ${path.resolve(cwd)} was found in ${looked}`,
    elsewhere > 0
      ? `its repository's other worktrees have ${count(elsewhere, 'session')}: see 'midstride extract --list'`
      : 'name a transcript, or the project with --cwd',
  )
}
