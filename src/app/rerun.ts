import path from 'node:path'
import type { Claim } from '../core/claim.ts'
import { readCommandLine } from '../core/session/commands.ts'
import { plainCommand } from '../core/session/plain-command.ts'
import { scriptObjection, scriptOf } from '../core/session/script-body.ts'
import type { Session } from '../core/types.ts'
import { judgeTests } from '../extractors/_core/tests.ts'
import { readTextFile } from '../io/files.ts'
import { runProgram } from '../io/run.ts'
import { type Check, checkRuns } from '../verify/_commands.ts'
import { lastWords, shapeOf, tellingRuns } from '../verify/_runs.ts'

export interface Rerun {
  command: string
  words: string[]
}

/** A command that is not repeated, and why. */
export interface Refused {
  command: string
  refused: string
}

/** Commands behind the claims about tests, builds and linters that the session ran to an end, and which of them may be repeated. */
export async function repeatable(
  claims: readonly Claim[],
  session: Session,
  project: string,
): Promise<(Rerun | Refused)[]> {
  const commands = new Set<string>()
  if (claims.some(claim => claim.kind === 'tests')) {
    const shapes = tellingRuns(session.tests).map((run, index) => shapeOf(run, index, session.cwd))
    for (const { run } of lastWords(shapes)) if (run.outcome !== 'unknown') commands.add(run.command)
  }
  for (const claim of claims) {
    const last = claim.kind === 'build' ? checkRuns(claim.data.check as Check, session.commands).at(-1) : undefined
    if (last && last.run.ok !== null) commands.add(last.run.command)
  }
  const scripts = await packageScripts(project)
  return [...commands].map(command => {
    const judged = plainCommand(command)
    if ('refused' in judged) return { command, refused: judged.refused }
    const script = scriptOf(judged.words)
    const refused = script && scriptObjection(script, scripts)
    return refused ? { command, refused } : { command, words: judged.words }
  })
}

/** Scripts of the project's package.json, of which a command may run one; none when it cannot be read. */
async function packageScripts(project: string): Promise<Record<string, unknown>> {
  try {
    const { scripts } = JSON.parse(await readTextFile(path.join(project, 'package.json')))
    return typeof scripts === 'object' && scripts !== null ? scripts : {}
  } catch {
    return {}
  }
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
