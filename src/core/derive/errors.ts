import type { CommandRun, Message, Session, SessionError, State, TestRun } from '../types.ts'
import { countUpTo } from './before.ts'
import { commandKey, testResult } from './checks.ts'
import { line, lineOrNull, minute, newest, text } from './clean.ts'
import { spoken } from './messages.ts'

/** How long after a refusal a message still counts as what the user said about it. */
const ANSWER_MS = 120_000
/** Characters of one error. */
const ERROR = 300
/** Errors that are kept: the open ones, and the latest of all. */
const OPEN = 300
const ERRORS = 40

/** What stands behind the errors of a session, looked up once. */
interface Known {
  commands: ReadonlyMap<string, CommandRun>
  tests: ReadonlyMap<string, TestRun>
  /** When each command succeeded, in order of time. */
  successes: ReadonlyMap<string, { at: string }[]>
}

function knownOf({ commands, tests }: Session): Known {
  const successes = new Map<string, { at: string }[]>()
  for (const run of commands) {
    if (!run.ok || run.at === null) continue
    const key = commandKey(run)
    const times = successes.get(key)
    if (times) times.push({ at: run.at })
    else successes.set(key, [{ at: run.at }])
  }
  for (const times of successes.values()) times.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return {
    commands: new Map(commands.map(run => [run.ref, run])),
    tests: new Map(tests.map(test => [test.ref, test])),
    successes,
  }
}

/** Every failure once, the latest place of a repeated one; an interruption is no failure of its own. */
export function errors(session: Session): State['conversation']['errors'] {
  const known = knownOf(session)
  const messages = spoken(session)
  const unique = new Map<string, { error: SessionError; words: string }>()
  for (const error of session.errors) {
    if (error.kind === 'interrupted') continue
    const words = describe(error, known)
    const key = `${words} ${error.resolved}`
    unique.delete(key)
    unique.set(key, { error, words })
  }
  const found = [...unique.values()].map(({ error, words }) => ({
    error: words,
    fix: fixOf(error, known),
    user_feedback: error.kind === 'denied' ? feedback(error, messages) : null,
  }))
  const open = found.filter(error => error.fix === null)
  const kept = new Set([...newest(open, OPEN), ...newest(found, ERRORS)])
  return found.filter(error => kept.has(error))
}

/** The words by which an error of this session is known in its state. */
export function errorWords(session: Session): (error: SessionError) => string {
  const known = knownOf(session)
  return error => describe(error, known)
}

/** The latest errors nothing resolved; a refusal is the user's word and no open end. */
export function openErrors(session: Session): string[] {
  const words = errorWords(session)
  const open = session.errors.filter(({ resolved, kind }) => !resolved && kind !== 'interrupted' && kind !== 'denied')
  return newest([...new Set(open.map(words))], 10)
}

function describe(error: SessionError, { commands, tests }: Known): string {
  const run = commands.get(error.ref)
  const test = tests.get(error.ref)
  const said = error.kind === 'denied' ? '' : test?.failed ? testResult(test) : essence(error.text)
  const what = line(run?.command ?? error.tool ?? '', 100)
  const kind = error.kind === 'denied' ? 'refused by the user' : error.kind === 'api' ? 'API' : ''
  const where = [what, kind].filter(Boolean).join(', ')
  return [where, said].filter(Boolean).join(': ') || 'refused by the user'
}

const TELLING =
  /error|fail|not found|no such|cannot|can't|could not|unable|denied|missing|exception|panic|fatal|invalid|unknown|refused|timed? ?out|conflict/i

/** What an error says: its first line that tells what went wrong, otherwise its last; the exit code before it. */
function essence(words: string): string {
  const lines = text(words, 8000)
    .split('\n')
    .map(row => row.trim())
    .filter(Boolean)
  const code = /^Exit code (\d+)$/.exec(lines[0] ?? '')?.[1]
  const rest = code === undefined ? lines : lines.slice(1)
  const telling = rest.find(row => TELLING.test(row)) ?? rest.at(-1) ?? ''
  const single = rest.length <= 2 ? rest.join(' ') : telling
  return line([code === undefined ? '' : `exit ${code}`, single].filter(Boolean).join(': '), ERROR) || 'no text'
}

/** What showed that it was resolved: the same check or the same command, gone through later. */
function fixOf(error: SessionError, { commands, successes }: Known): string | null {
  if (error.kind === 'denied') return 'Not done: the user refused it'
  if (!error.resolved) return null
  const run = commands.get(error.ref)
  const times = (run && successes.get(commandKey(run))) ?? []
  const later = error.at === null ? undefined : times[countUpTo(times, error.at)]
  return later ? `The same command succeeded at ${minute(later.at)}` : 'A later call of the same kind succeeded'
}

function feedback(error: SessionError, messages: readonly Message[]): string | null {
  if (error.at === null) return null
  const from = Date.parse(error.at)
  const next = messages.find(message => {
    const at = message.at === null ? Number.NaN : Date.parse(message.at)
    return at >= from && at - from <= ANSWER_MS
  })
  return lineOrNull(next?.text, 1000)
}
