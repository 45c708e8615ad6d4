import path from 'node:path'
import { UserError } from '../core/errors.ts'
import { maskSecrets } from '../core/secrets.ts'
import { cleanText, oneLine, truncate } from '../core/text.ts'
import { registry } from '../extractors/_registry.ts'
import type { Env } from '../io/env.ts'
import { readHead } from '../io/listing.ts'
import { newestSession, projectSessions, worktreeSessions } from './newest-session.ts'
import type { FoundSession } from './sessions/locator.ts'

export interface ListedSession {
  agent: string
  transcript: string
  /** Id inside a database that holds several sessions; null where a file is one session. */
  session: string | null
  /** When it was written last, ISO. */
  at: string
  /** Begun in this worktree, not in another one of the repository. */
  here: boolean
  /** First words of the human, on one line, at most 80 characters; null when the first 256 KiB show none. */
  goal: string | null
}

const MOST = 50
const HEAD = 256 * 1024

/** Sessions of a project, the newest first, those of its other worktrees after them; at most 50 of each. */
export async function listSessions(cwd: string, env: Env): Promise<ListedSession[]> {
  const [own, others] = await Promise.all([projectSessions(cwd, env), worktreeSessions(cwd, env)])
  const listed = (sessions: FoundSession[], here: boolean): Promise<ListedSession>[] =>
    sessions.slice(0, MOST).map(async ({ agent, transcript, sessionId, mtimeMs }) => ({
      agent,
      transcript,
      session: sessionId ?? null,
      at: new Date(mtimeMs).toISOString(),
      here,
      goal: sessionId === undefined ? await firstWords(agent, transcript) : null,
    }))
  return Promise.all([...listed(own, true), ...listed(others, false)])
}

/** The session a person means: by its id, or the newest of the project. */
export async function chooseSession(cwd: string, env: Env, id: string | undefined): Promise<FoundSession> {
  if (id === undefined) return newestSession(cwd, env)
  const all = [...(await projectSessions(cwd, env)), ...(await worktreeSessions(cwd, env))]
  const found = all.find(one => one.sessionId === id || path.basename(one.transcript).includes(id))
  if (found) return found
  throw new UserError(`no session '${id}' of the project at ${path.resolve(cwd)}`, "see 'midstride extract --list'")
}

async function firstWords(agent: string, transcript: string): Promise<string | null> {
  const head = await readHead(transcript, HEAD)
  const reader = registry.find(one => one.agent === agent)?.start({ name: transcript })
  if (!reader) return null
  const whole = Buffer.from(head.slice(0, head.lastIndexOf('\n') + 1) || head)
  const { shape } = registry.find(one => one.agent === agent)!
  if (shape === 'document') reader.line(whole, { line: 1, offset: 0 })
  else
    for (const [index, line] of whole.toString('utf8').split('\n').entries())
      if (line !== '') reader.line(Buffer.from(line), { line: index + 1, offset: index })
  const said = reader.finish().messages.find(message => message.kind !== 'interrupt')
  return said ? truncate(oneLine(maskSecrets(cleanText(said.text.slice(0, 4000)).text)), 80) : null
}

/** A table for a person; the newest first. */
export function sessionTable(sessions: readonly ListedSession[]): string {
  const rows = sessions.map(({ agent, at, here, goal, transcript, session }) => [
    `${at.slice(0, 16)}Z`,
    agent.padEnd(12),
    here ? '' : '(other worktree) ',
    goal ?? '-',
    `\n    ${transcript}${session ? ` --session ${session}` : ''}`,
  ])
  return rows.map(([when, who, where, goal, place]) => `${when}  ${who} ${where}${goal}${place}\n`).join('')
}
