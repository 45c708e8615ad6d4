import type { Session } from '../types.ts'
import { line } from './clean.ts'

/** Commits whose hash is one and still theirs, with a subject of one line. */
export function commits(session: Session): { sha: string; subject: string }[] {
  return session.git.commits
    .filter(({ sha, rewritten }) => !rewritten && /^[0-9a-f]{4,64}$/i.test(sha))
    .map(({ sha, subject }) => ({ sha, subject: line(subject, 2000) }))
}
