import path from 'node:path'
import { sessionFromEnv } from '../../app/session-id.ts'
import { UserError } from '../../core/errors.ts'
import { truncate } from '../../core/text.ts'
import type { Schema } from '../schema.ts'
import type { ToolContext } from '../tool.ts'

export const transcript: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: 4096,
  description: 'Path of the transcript; that of the calling session when left out.',
}

/** The transcript of the calling session, where its host says which it is. A session that was asked for must have one. */
export async function ownTranscript(asked: unknown, cwd: string, context: ToolContext): Promise<string | undefined> {
  const id = (asked as string | undefined) ?? sessionFromEnv(context.env)
  if (!id) return undefined
  const { projectSessions } = await import('../../app/newest-session.ts')
  const sessions = await projectSessions(cwd, context.env)
  const own = sessions.find(found => found.sessionId === id || path.basename(found.transcript).includes(id))
  if (own) return own.sessionId ? undefined : own.transcript
  if (asked === undefined) return undefined
  throw new UserError(
    `no transcript of session '${truncate(id, 80)}' was found for ${cwd}`,
    'give transcript with its path',
  )
}
