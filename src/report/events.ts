import type { Session } from '../core/types.ts'

export type EventKind =
  | 'user'
  | 'correction'
  | 'answer'
  | 'agent'
  | 'tool'
  | 'passed'
  | 'failed'
  | 'commit'
  | 'compaction'

/** Something that happened at a time. */
export interface TimelineEvent {
  kind: EventKind
  /** Milliseconds since 1970. */
  at: number
  /** As the transcript has it. */
  time: string
  label: string
  text: string
}

type Draft = Omit<TimelineEvent, 'at' | 'time'> & { time: string | null | undefined }

const COMMIT = /\bgit\b[^|;&]*\scommit\b/

/** What a session did, in the order of time; what has no time is left out. */
export function eventsOf(session: Session): TimelineEvent[] {
  const drafts: Draft[] = [
    ...session.messages.map(({ kind, correction, text, at }) => ({
      kind: correction ? ('correction' as const) : kind === 'answer' ? ('answer' as const) : ('user' as const),
      label: correction ? 'correction' : kind,
      text,
      time: at,
    })),
    ...session.tests.map(({ outcome, passed, failed, command, failing, at }) => ({
      kind: outcome === 'unknown' ? ('tool' as const) : outcome,
      label: `tests ${outcome}`,
      text: [command, counts(passed, failed), failing.slice(0, 5).join(', ')].filter(Boolean).join(' · '),
      time: at,
    })),
    ...session.commands
      .filter(({ kind }) => kind !== 'test')
      .map(({ command, ok, at }) => ({
        kind: ok && COMMIT.test(command) ? ('commit' as const) : ('tool' as const),
        label: ok && COMMIT.test(command) ? 'commit' : ok === false ? 'command failed' : 'command',
        text: command,
        time: at,
      })),
    ...session.files
      .filter(({ lastWriteAt }) => lastWriteAt !== null)
      .map(({ path, lastWriteAt }) => ({ kind: 'tool' as const, label: 'last write', text: path, time: lastWriteAt })),
    ...session.subagents.flatMap(({ id, description, status, startedAt, endedAt }) => [
      { kind: 'agent' as const, label: 'agent started', text: description ?? id, time: startedAt },
      { kind: 'agent' as const, label: `agent ${status}`, text: description ?? id, time: endedAt },
    ]),
    ...session.compactions.map(({ trigger, at }) => ({
      kind: 'compaction' as const,
      label: 'compaction',
      text: trigger,
      time: at,
    })),
  ]
  return drafts
    .flatMap(({ time, ...event }) => {
      const at = Date.parse(time ?? '')
      return Number.isNaN(at) ? [] : [{ ...event, at, time: new Date(at).toISOString() }]
    })
    .sort((a, b) => a.at - b.at)
}

const counts = (passed: number | null, failed: number | null): string =>
  [passed !== null && `${passed} passed`, failed !== null && `${failed} failed`].filter(Boolean).join(', ')
