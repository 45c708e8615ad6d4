import { type CommandLine, readCommandLine } from '../../core/session/commands.ts'
import { echoedCode } from './tests.ts'

/** What compilers, bundlers, linters and type checkers print when something is wrong. */
const WRONG =
  /\berror TS\d{3,5}\b|\bFound [1-9]\d{0,6} errors?\b|[✖✗×] [1-9]\d{0,6} problems? \([1-9]|\berror\[E\d{3,5}\]|\berror: could not compile|\bcompiled with [1-9]\d{0,4} errors?\b|\bFailed to compile\b|\bBuild failed\b|\bBUILD FAIL(?:ED|URE)\b|^ERROR in |^\s+\d{1,7}:\d{1,5}\s+error\s|\bnpm ERR! (?:code|errno)|\bnpm error (?:code|errno|Missing script)|\bELIFECYCLE\b|\bcommand failed with exit code [1-9]|\bFound [1-9]\d{0,6} (?:diagnostics|fixable|lint(?:ing)? (?:errors|issues|problems))|^error: |\bCode style issues (?:found|in)\b|\b[1-9]\d{0,6} (?:errors?|problems?)(?:,| found|\.?$)/im

/** And when nothing is. */
const RIGHT =
  /\bFound 0 errors\b|\bbuilt in \d|\bcompiled successfully\b|\bBUILD SUCCESS(?:FUL)?\b|^\s*Finished (?:`|dev|release|test)|\b(?:0 problems|0 errors|no errors?(?: found)?)\b|\bAll checks passed\b|\bno issues found\b|\bNo fixes applied\b|\bAll matched files use Prettier code style\b|\bBuild (?:complete[d]?|succeeded|successful)\b|\bsuccessfully (?:built|compiled)\b/im

/** Programs that print nothing when all is well. */
const SILENT = /^(?:tsc|vue-tsc|tsgo|eslint|oxlint)$/
const EMPTY = /^\(?(?:(?:bash|command|tool) (?:completed|ran|finished) with(?:out| no) |no )?(?:any )?output\)?\.?$|^$/i

/**
 * How a build, linter or type check ended where its exit code is that of a pipe or of a later command: its own words decide; null when
 * they say nothing.
 */
export function checkShows(command: string, output: string): 'passed' | 'failed' | null {
  const line = readCommandLine(command)
  const step = hidden(line)
  if (!step) return null
  const code = echoedCode(line, output)
  if (code !== null) return code ? 'passed' : 'failed'
  const end = output.slice(-20_000)
  if (WRONG.test(end)) return 'failed'
  if (RIGHT.test(end)) return 'passed'
  const filtered = line.steps.some(({ words }) => /^(?:e?grep|rg|sed|awk|cut|jq|wc)$/.test(words[0] ?? ''))
  return !filtered && SILENT.test(step.words[0] ?? '') && EMPTY.test(output.trim()) ? 'passed' : null
}

/** The output of a command line is needed to know how its check ended. */
export const needsCheckOutput = (command: string): boolean =>
  /[|;]/.test(command) && hidden(readCommandLine(command)) !== undefined

/** The only check of the line, when something after it hides its exit code. */
function hidden(line: CommandLine) {
  const checks = line.steps.filter(step => (step.kind === 'build' || step.kind === 'lint') && !step.command.nested)
  if (checks.length !== 1 || checks[0] === line.steps.at(-1)) return undefined
  return checks[0]!.command.joint === '&&' ? undefined : checks[0]
}
