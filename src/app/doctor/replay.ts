import { derive } from '../../core/derive/derive.ts'
import { UserError } from '../../core/errors.ts'
import { renderRecovery } from '../../core/recovery/block.ts'
import type { Session } from '../../core/types.ts'
import type { Env } from '../../io/env.ts'
import { newestFiles } from '../../io/listing.ts'
import { kindOf } from '../../io/tree.ts'
import { readSession } from '../read-session.ts'
import { type Locator, projectOf } from '../sessions/locator.ts'

/** What reading one transcript gave, in numbers: no text of the session leaves it. */
export interface Replay {
  transcript: string
  records: number
  bytes: number
  recovered: Record<string, number>
  /** Record types that were not understood, counted. */
  unknown: Record<string, number>
  warnings: string[]
  /** Length of the block the next session would get, and what did not fit into it. */
  recovery: { characters: number; omitted: Record<string, number> } | null
  error: string | null
}

export interface Found {
  transcript: string
  sessionId?: string
}

/** Transcript files by agent; what lies beside them (subagents, logs) is read through them. */
const FILES: Readonly<Record<string, { name: RegExp; depth: number }>> = {
  'claude-code': { name: /^(?!agent-).*\.jsonl$/, depth: 1 },
  codex: { name: /^rollout-.*\.jsonl$/, depth: 3 },
  gemini: { name: /^session-.*\.jsonl?$/, depth: 2 },
}

/** The newest transcripts of an agent, whatever the project; where one file holds all, those of the project. */
export async function newestOf(locator: Locator, cwd: string, env: Env, limit: number): Promise<Found[]> {
  const home = locator.home(env)
  const files = FILES[locator.agent]
  if (files && (await kindOf(home)) !== 'file') {
    const listed = await newestFiles([home], name => files.name.test(name), files.depth)
    return listed
      .filter(({ size }) => size > 0)
      .slice(0, limit)
      .map(({ file }) => ({ transcript: file }))
  }
  const found = await locator.find(await projectOf(cwd, cwd), env).catch(() => [])
  return found.slice(0, limit)
}

/** Reads a transcript and does with it what a hook before compaction would, but writes nothing. */
export async function replay(agent: string, { transcript, sessionId }: Found): Promise<Replay> {
  const nothing = { transcript, records: 0, bytes: 0, recovered: {}, unknown: {}, warnings: [], recovery: null }
  try {
    const session = await readSession(transcript, { agent, ...(sessionId && { session: sessionId }) })
    const state = derive(session, { mode: 'auto', now: session.endedAt ?? new Date(0).toISOString(), transcript })
    const { text, omitted } = renderRecovery({ state })
    return {
      transcript,
      records: session.records,
      bytes: session.bytes,
      recovered: counts(session),
      unknown: session.unknown,
      warnings: session.warnings,
      recovery: { characters: text.length, omitted },
      error: null,
    }
  } catch (error) {
    return {
      ...nothing,
      error: error instanceof UserError ? error.message : `unexpected failure: ${(error as Error).message}`,
    }
  }
}

const counts = (session: Session): Record<string, number> => ({
  messages: session.messages.length,
  todos: session.todos.length,
  skills: session.skills.length,
  subagents: session.subagents.length,
  files: session.files.length,
  'plan documents': session.planDocs.length,
  commands: session.commands.length,
  'test runs': session.tests.length,
  errors: session.errors.length,
  decisions: session.decisions.length,
  commits: session.git.commits.length,
})
