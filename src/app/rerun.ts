import type { Claim } from '../core/claim.ts'
import { readCommandLine } from '../core/session/commands.ts'
import { plainCommand } from '../core/session/plain-command.ts'
import type { Session } from '../core/types.ts'
import { judgeTests } from '../extractors/_core/tests.ts'
import { runProgram } from '../io/run.ts'
import { type Check, checkRuns } from '../verify/_commands.ts'
import { lastWords, shapeOf, tellingRuns } from '../verify/_runs.ts'

export interface Rerun {
  command: string
  words: string[]
}

/** Commands behind the claims about tests, builds and linters that the session ran to an end and that may be repeated. */
export function repeatable(claims: readonly Claim[], session: Session): Rerun[] {
  const commands = new Set<string>()
  if (claims.some(claim => claim.kind === 'tests')) {
    const shapes = tellingRuns(session.tests).map((run, index) => shapeOf(run, index, session.cwd))
    for (const { run } of lastWords(shapes)) if (run.outcome !== 'unknown') commands.add(run.command)
  }
  for (const claim of claims) {
    const last = claim.kind === 'build' ? checkRuns(claim.data.check as Check, session.commands).at(-1) : undefined
    if (last && last.run.ok !== null) commands.add(last.run.command)
  }
  return [...commands].flatMap(command => {
    const words = plainCommand(command)
    return words ? [{ command, words }] : []
  })
}

export interface RerunOptions {
  cwd: string
  /** Time limit of each command. */
  seconds: number
  /** Told before and after each. */
  tell(line: string): void
}

/** Repeats the commands; the session that comes back holds their results as its newest. */
export async function rerun(commands: readonly Rerun[], session: Session, options: RerunOptions): Promise<Session> {
  const tests = [...session.tests]
  const ran = [...session.commands]
  for (const { command, words } of commands) {
    options.tell(`running: ${command}`)
    const result = await runProgram(words, options)
    const at = new Date().toISOString()
    const ref = `run:${command}`
    const ok = result.exitCode === null ? null : result.exitCode === 0
    options.tell(
      result.problem
        ? `could not run: ${command}: ${result.problem}`
        : result.timedOut
          ? `stopped after ${options.seconds} s: ${command}`
          : `exit ${result.exitCode}: ${command}`,
    )
    const line = readCommandLine(command)
    ran.push({ command, kind: line.kind, ok, exitCode: result.exitCode, at, ref })
    if (line.test) {
      const judged = judgeTests(line, { ok, exitCode: result.exitCode }, result.output)
      tests.push({ command, ...judged, at, writesSince: 0, ref })
    }
  }
  return { ...session, tests, commands: ran }
}
