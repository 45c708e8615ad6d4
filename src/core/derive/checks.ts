import { type CommandLine, readCommandLine, type Step } from '../session/commands.ts'
import { count } from '../text.ts'
import type { CommandRun, Session, TestRun } from '../types.ts'
import { line, minute } from './clean.ts'

export type CheckKind = 'test' | 'build' | 'lint'

/** One test, build or lint command by its latest run. */
export interface Check {
  kind: CheckKind
  /** The command without the pipe that only shortened its output. */
  command: string
  /** null: it runs, or its end is not on record. */
  ok: boolean | null
  /** What it said. */
  result: string
  at: string | null
  /** Files that were written after it; prose does not count. */
  writesSince: number
  test: TestRun | null
}

/** Prose and pictures: writing them does not age a check. */
const NOT_CODE = /\.(?:md|mdx|txt|rst|adoc|png|jpe?g|gif|svg|webp|pdf|log)$/i
/** How many of each kind are kept, the latest. */
const KINDS: readonly [CheckKind, number][] = [
  ['test', 8],
  ['build', 4],
  ['lint', 4],
]

interface Ranked {
  run: Run
  read: CommandLine
  /** Picked by name, file or folder: not the whole. */
  narrow: boolean
  program: string
  /** Steps of the line that check something, without what only concerns their output. */
  steps: ReadonlySet<string>
}

/**
 * The checks of a session in the order in which they last ran. Runs that differ only in verbosity, redirection or a pipe into `tail` are
 * runs of the same check. A run counts no more once a later one did all its steps, or the whole of what it did a part of.
 */
export function checksOf(session: Session): Check[] {
  const tests = new Map(session.tests.map(test => [test.ref, test]))
  const latest = new Map<string, Ranked>()
  for (const run of runsOf(session, tests)) {
    const read = readCommandLine(run.command)
    const key = keyOf(read, run.kind)
    latest.delete(key)
    latest.set(key, rank(run, read))
  }
  const counting = withoutCovered([...latest.values()])
  const kept = new Set(KINDS.flatMap(([kind, most]) => counting.filter(({ run }) => run.kind === kind).slice(-most)))
  return counting
    .filter(check => kept.has(check))
    .map(({ run, read }) => toCheck(run, read, tests.get(run.ref) ?? null, session))
}

/** From the last to the first: what later runs did is known before an earlier one is judged. */
function withoutCovered(checks: readonly Ranked[]): Ranked[] {
  const done = new Set<string>()
  const wholes = new Set<string>()
  const counting: Ranked[] = []
  for (const check of checks.toReversed()) {
    const { run, program, narrow, steps } = check
    const whole = run.kind === 'test' ? run.kind : `${run.kind} ${program}`
    if (![...steps].every(step => done.has(step)) && !(narrow && wholes.has(whole))) counting.push(check)
    for (const step of steps) done.add(step)
    if (!narrow) wholes.add(whole)
  }
  return counting.reverse()
}

function rank(run: Run, read: CommandLine): Ranked {
  const own = read.steps.filter(step => step.kind === run.kind)
  return {
    run,
    read,
    narrow: own.every(isNarrow),
    program: own.at(-1)?.words[0] ?? '',
    steps: new Set(read.steps.filter(step => isCheck(step.kind)).map(plainWords)),
  }
}

type Run = Pick<CommandRun, 'command' | 'ok' | 'exitCode' | 'at' | 'ref'> & { kind: CheckKind }

/** Checks among the commands, and test runs that no command stands for. */
function runsOf(session: Session, tests: ReadonlyMap<string, TestRun>): Run[] {
  const seen = new Set(session.commands.map(run => run.ref))
  const runs = session.commands.filter(run => isCheck(run.kind)) as Run[]
  const alone = [...tests.values()]
    .filter(test => !seen.has(test.ref))
    .map(({ command, at, ref }) => ({ command, kind: 'test' as const, ok: null, exitCode: null, at, ref }))
  return [...runs, ...alone].filter(run => line(run.command) !== '')
}

const isCheck = (kind: CommandRun['kind']): kind is CheckKind => kind === 'test' || kind === 'build' || kind === 'lint'

function toCheck(run: Run, read: CommandLine, test: TestRun | null, session: Session): Check {
  const ok = test
    ? test.outcome === 'unknown'
      ? null
      : test.outcome === 'passed'
    : decides(read, run.kind)
      ? run.ok
      : run.ok && null
  return {
    kind: run.kind,
    command: isScript(run.command, read) ? stepsOnly(read, run.kind) : shortened(run.command),
    ok,
    result: test ? testResult(test) : commandResult(run, ok),
    at: run.at,
    writesSince: test?.writesSince ?? codeWrites(session, run.at),
    test,
  }
}

/** A pipe, `;` or `||` after the step gives the line another exit code. */
function decides({ steps }: CommandLine, kind: CheckKind): boolean {
  const last = steps.findLastIndex(step => step.kind === kind)
  return steps.slice(last, -1).every(step => step.command.joint === '&&')
}

const QUIET =
  /^(?:-v+|-q+|-s|--(?:verbose|quiet|silent|no-?color|color(?:=\S+)?|reporter(?:=\S+)?|tb=\S+|progress=\S+))$/

/** What two runs of the same command have in common; the whole text where it checks nothing. */
export function commandKey({ command, kind }: Pick<CommandRun, 'command' | 'kind'>): string {
  return isCheck(kind) ? keyOf(readCommandLine(command), kind) : `${kind}: ${command}`
}

function keyOf({ steps }: CommandLine, kind: CheckKind): string {
  return `${kind}: ${[...new Set(steps.filter(step => step.kind === kind).map(plainWords))].join(' && ')}`
}

const plainWords = (step: Step): string => step.words.filter(word => !QUIET.test(word)).join(' ')

const SELECTS =
  /^(?:-run|-k|-t|-g|-m|--(?:run|grep|filter|tests?|testNamePattern|test-name-pattern|testPathPattern|only)|-Dtest\S*)(?:=|$)/

function isNarrow({ words }: Step): boolean {
  return words
    .slice(1)
    .some(
      word => SELECTS.test(word) || (/[/\\]|::|\.\w{1,5}$/.test(word) && !/^(?:\.\/)?\.\.\.$|^-|^\.\/?$/.test(word)),
    )
}

const FILTER =
  /\s*(?:2>&1)?\s*\|&?\s*(?:tail|head|grep|egrep|rg|cat|tee|less|sed|awk)\b(?:[^|"'\n]|"[^"\n]*"|'[^'\n]*')*$/

/** The command as one would run it again: without filters that only shorten its output. */
function shortened(command: string): string {
  let short = line(command, 2000)
  for (let turn = 0; turn < 4 && FILTER.test(short); turn += 1) short = short.replace(FILTER, '')
  return short.replace(/\s*2>&1$/, '').trim() || line(command, 2000)
}

/** A script of many steps says little; its check is what one would run again. */
const isScript = (command: string, { steps }: CommandLine): boolean =>
  command.trim().includes('\n') || command.length > 200 || steps.length > 5

function stepsOnly({ steps }: CommandLine, kind: CheckKind): string {
  const place = steps.find(step => step.words[0] === 'cd')
  const checks = steps.filter(step => step.kind === kind)
  const written = [...(place ? [place] : []), ...checks].map(step => step.command.words.map(quoted).join(' '))
  return line([...new Set(written)].join(' && '), 400)
}

/** A word that is no plain one is written in single quotes; what a variable stood for is not known here and stays as it was. */
const quoted = ({ text }: { text: string }): string =>
  /^[\w@%+=:,./~$-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`

export function testResult(test: TestRun): string {
  const counts = [
    test.passed === null ? '' : `${test.passed} passed`,
    test.failed === null || (test.failed === 0 && test.passed === null) ? '' : `${test.failed} failed`,
  ].filter(Boolean)
  const names = test.failing.slice(0, 5).map(name => line(name, 120))
  const failing = names.length > 0 ? ` (${names.join(', ')}${test.failing.length > 5 ? ', …' : ''})` : ''
  return `${counts.join(', ') || (test.outcome === 'unknown' ? 'outcome unknown' : test.outcome)}${failing}`
}

function commandResult(run: Run, ok: boolean | null): string {
  if (run.ok === null) return 'end not on record'
  if (ok === null) return 'outcome unknown: the exit code is that of another command'
  return `${ok ? 'succeeded' : 'failed'}${run.exitCode === null ? '' : ` (exit ${run.exitCode})`}`
}

/** `12 passed, at 2026-01-05T12:06Z; 1 file written since`. */
export function evidence(check: Check): string {
  const at = minute(check.at)
  const since = check.writesSince > 0 ? `; ${count(check.writesSince, 'file')} written since` : ''
  return `${check.result}${at ? `, at ${at}` : ''}${since}`
}

/** Files other than prose that were written after a moment; all of them when it is null. */
export function codeWrites(session: Session, after: string | null): number {
  const written = session.files.filter(
    file => file.lastWriteAt !== null && (after === null || file.lastWriteAt > after) && !NOT_CODE.test(file.path),
  )
  return new Set(written.map(file => file.path)).size
}
