import type { Message, Session } from '../../src/core/types.ts'

/** Noon plus so many minutes, as transcripts write it. */
export const at = (minute: number): string => new Date(Date.UTC(2026, 0, 5, 12, minute)).toISOString()

/** A session in which nothing happened, with what a test cares about laid over it. */
export function session(change: Partial<Session> = {}): Session {
  return {
    format: 'midstride-session/1',
    agent: 'claude-code',
    agentVersion: '2.1.62',
    sessionId: '5f0c2d1e-0000-4000-8000-000000000001',
    cwd: '/home/kim/importer',
    gitBranch: 'main',
    startedAt: at(0),
    endedAt: at(60),
    records: 10,
    bytes: 1000,
    nextOffset: 1000,
    messages: [],
    todos: [],
    skills: [],
    subagents: [],
    files: [],
    planDocs: [],
    commands: [],
    tests: [],
    errors: [],
    decisions: [],
    git: { commits: [], pushed: false, prs: [] },
    compactions: [],
    lastAssistant: null,
    unknown: {},
    warnings: [],
    ...change,
  }
}

export function say(text: string, minute: number, change: Partial<Message> = {}): Message {
  return { kind: 'prompt', text, at: at(minute), correction: false, ref: `m${minute}`, ...change }
}
