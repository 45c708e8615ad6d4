import { readCommandLine } from '../session/commands.ts'
import type { CommandRun, Message, Session, SessionError, State, TestRun } from '../types.ts'
import { actBefore } from './before.ts'
import { keyOf, testResult } from './checks.ts'
import { line, lineOrNull, minute, newest, text } from './clean.ts'
import { spoken, userMessages } from './messages.ts'

/** How long after a refusal a message still counts as what the user said about it. */
const ANSWER_MS = 120_000
/** Characters of one error. */
const ERROR = 300
/** Errors that are kept: the open ones, and the latest of all. */
const OPEN = 300
const ERRORS = 40

export function conversation(session: Session): State['conversation'] {
  return { user_messages: userMessages(session), corrections: corrections(session), errors: errors(session) }
}

/** What the user redirected, with what the agent had done last before it. The lesson is judgement. */
function corrections(session: Session): State['conversation']['corrections'] {
  const found = spoken(session)
    .filter(message => message.correction)
    .map(message => ({
      original: lineOrNull(actBefore(session, message.at)),
      correction: text(message.text),
      lesson: null,
    }))
  return newest(found, 1000)
}

/** Every failure once, the latest place of a repeated one; an interruption is no failure of its own. */
function errors(session: Session): State['conversation']['errors'] {
  const known = evidenceOf(session)
  const unique = new Map<string, SessionError>()
  for (const error of session.errors) {
    if (error.kind === 'interrupted') continue
    const key = `${describe(error, known)} ${error.resolved}`
    unique.delete(key)
    unique.set(key, error)
  }
  const found = [...unique.values()].map(error => ({
    error: describe(error, known),
    fix: fixOf(error, session, known.commands.get(error.ref)),
    user_feedback: error.kind === 'denied' ? feedback(error, spoken(session)) : null,
  }))
  const open = found.filter(error => error.fix === null)
  const kept = new Set([...newest(open, OPEN), ...newest(found, ERRORS)])
  return found.filter(error => kept.has(error))
}

/** The words by which an error of this session is known in its state. */
export function errorWords(session: Session): (error: SessionError) => string {
  const known = evidenceOf(session)
  return error => describe(error, known)
}

interface Known {
  commands: ReadonlyMap<string, CommandRun>
  tests: ReadonlyMap<string, TestRun>
}

/** The command and the test run behind an error, by their record. */
const evidenceOf = ({ commands, tests }: Session): Known => ({
  commands: new Map(commands.map(run => [run.ref, run])),
  tests: new Map(tests.map(test => [test.ref, test])),
})

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
function fixOf(error: SessionError, session: Session, run?: CommandRun): string | null {
  if (error.kind === 'denied') return 'Not done: the user refused it'
  if (!error.resolved) return null
  const later = run && session.commands.find(other => other.ok && after(error.at, other.at) && sameCommand(run, other))
  return later ? `The same command succeeded at ${minute(later.at)}` : 'A later call of the same kind succeeded'
}

const after = (a: string | null, b: string | null): boolean => a !== null && b !== null && b > a

function sameCommand(a: CommandRun, b: CommandRun): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind !== 'test' && a.kind !== 'build' && a.kind !== 'lint') return a.command === b.command
  return keyOf(readCommandLine(a.command), a.kind) === keyOf(readCommandLine(b.command), a.kind)
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

/** The latest errors nothing resolved; a refusal is the user's word and no open end. */
export function openErrors(session: Session): string[] {
  const known = evidenceOf(session)
  const open = session.errors.filter(
    error => !error.resolved && error.kind !== 'interrupted' && error.kind !== 'denied',
  )
  return newest([...new Set(open.map(error => describe(error, known)))], 10)
}
