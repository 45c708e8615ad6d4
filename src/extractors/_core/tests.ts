import type { CommandLine } from '../../core/session/commands.ts'
import type { TestRun } from '../../core/types.ts'
import type { TestCounts } from './test-output/format.ts'
import { parseTestOutput } from './test-output/index.ts'

export interface Ending {
  ok: boolean | null
  exitCode: number | null
}

type Judged = Pick<TestRun, 'outcome' | 'passed' | 'failed' | 'failing'>

/** What a test command showed: its output decides, its exit code only where nothing else can have made it. */
export function judgeTests(line: CommandLine, ending: Ending, output: string): Judged {
  const counts = parseTestOutput(output, line.test?.words.join(' ').slice(0, 200))
  const cut = counts?.partial === true && isFiltered(line)
  const told = {
    passed: cut ? null : (counts?.passed ?? null),
    failed: cut ? null : (counts?.failed ?? null),
    failing: counts?.failing ?? [],
  }
  return { outcome: outcomeOf(line, ending, output, counts), ...told }
}

function outcomeOf(line: CommandLine, ending: Ending, output: string, counts: TestCounts | null): TestRun['outcome'] {
  if (counts && (counts.verdict === 'failed' || (counts.failed ?? 0) > 0 || counts.failing.length > 0)) return 'failed'
  const passes = counts !== null && ((counts.passed ?? 0) > 0 || counts.verdict === 'passed')
  const echoed = echoedCode(line, output)
  const ok = echoed ?? (line.testDecides ? ending.ok : null)
  if (ok === false) {
    if (!line.testLast && echoed === null) return passes ? 'passed' : 'unknown'
    return counts || line.testFirst ? 'failed' : 'unknown'
  }
  if (passes) return counts.passed === null && cutByHead(line, output) ? 'unknown' : 'passed'
  return ok === true && !counts && !NOTHING_RAN.test(output) ? 'passed' : 'unknown'
}

/** `No tests were found!!!` and its like come with exit code 0 from some runners. */
const NOTHING_RAN = /\bno tests? (?:files? )?(?:were |was )?(?:found|ran|run|to run|executed|collected|matched)\b/i

/** The output went through a filter that may leave lines out. */
function isFiltered(line: CommandLine): boolean {
  return line.steps.some(step => /^(?:head|tail|e?grep|rg|sed|awk|cut|jq)$/.test(step.words[0] ?? ''))
}

/** `…; echo "exit: $?"` prints the code that the line itself hides. */
export function echoedCode(line: CommandLine, output: string): boolean | null {
  const echoes = line.steps.some(
    step => /^(?:echo|printf)$/.test(step.words[0] ?? '') && step.words.some(word => /\$\?|PIPESTATUS/.test(word)),
  )
  const code = echoes ? /(?:exit|code|status|rc|result)\b[^\d\n]{0,20}(\d{1,3})\s*$/i.exec(output.slice(-200)) : null
  return code ? Number(code[1]) === 0 : null
}

/** `| head` may have cut the failures off. */
function cutByHead(line: CommandLine, output: string): boolean {
  const head = line.steps.find(step => step.words[0] === 'head')
  if (!head) return false
  const limit = Number(/\d+/.exec(head.words.slice(1).join(' '))?.[0] ?? 10)
  return output.trimEnd().split('\n').length >= limit
}
