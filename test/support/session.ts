import type { Message, Session } from '../../src/core/types.ts'
import { session as emptySession } from '../../src/rules/_session.ts'

/** Noon plus so many minutes, as transcripts write it. */
export const at = (minute: number): string => new Date(Date.UTC(2026, 0, 5, 12, minute)).toISOString()

/** A session in which nothing happened, with what a test cares about laid over it. */
export const session = (change: Partial<Session> = {}): Session =>
  emptySession({
    agentVersion: '2.1.62',
    sessionId: '5f0c2d1e-0000-4000-8000-000000000001',
    cwd: '/home/kim/importer',
    gitBranch: 'main',
    startedAt: at(0),
    endedAt: at(60),
    records: 10,
    bytes: 1000,
    nextOffset: 1000,
    ...change,
  })

export function say(text: string, minute: number, change: Partial<Message> = {}): Message {
  return { kind: 'prompt', text, at: at(minute), correction: false, ref: `m${minute}`, ...change }
}
