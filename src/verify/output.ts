import { type Claim, defineClaimKind, type Judgement, type Statement } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { kindOf, readCommandLine } from '../core/session/commands.ts'
import { normalise } from '../core/statements/inline.ts'
import type { TestRun } from '../core/types.ts'
import { checkRuns, checksOf } from './_commands.ts'
import { contradicted, pointer, stale, unsupported, verified } from './_judge.ts'
import { tell } from './tests.ts'

interface OutputWords {
  /** Null: "the test run". */
  command: string | null
  quote: string
}

const PRINTED =
  '(?:printed|prints?|reported|reports|said|says|shows?|showed|displayed|output|outputs|answered|ended with|ends with|returned|fails? with|failed with|died with|gave|gives)'
const BY_COMMAND = new RegExp(
  `^(?:(?:the )?(?:last |final |latest )?(?:run|output) of )?\`([^\`\\n]{2,200})\`(?: now| then| finally| still)? ${PRINTED}:? `,
  'i',
)
const BY_RUN = new RegExp(
  `^(?:the |its )?(?:last |final |latest )?(?:test )?(?:run|suite|runner)(?: now| then| finally)? ${PRINTED}:? `,
  'i',
)

export default defineClaimKind({
  id: 'output',
  summary: 'what a command printed, quoted',
  about: /print|report|sa[iy]|show|display|output|answer|end(?:ed|s) with|return|(?:fail(?:s|ed)?|died) with|ga?[iv]ve/,
  find(statement) {
    const words = statement.open || statement.cells || statement.text.length > 700 ? null : readOutput(statement)
    return words
      ? [{ kind: 'output', text: statement.text, line: statement.line, data: { ...words }, weak: true } satisfies Claim]
      : []
  },
  judge(claim, evidence) {
    const words = claim.data as unknown as OutputWords
    if (!evidence.session) return unsupported()
    return judgeCounts(words, evidence) ?? judgeErrors(words, evidence) ?? judgeChecks(words, evidence) ?? unsupported()
  },
})

function readOutput({ text }: Statement): OutputWords | null {
  const command = BY_COMMAND.exec(text)
  const lead = command ?? BY_RUN.exec(text)
  if (!lead) return null
  const quote = /^(?:`([^`\n]{3,400})`|["“]([^"”\n]{3,300})["”])/.exec(text.slice(lead[0].length))
  if (!quote) return null
  if (command && !/\s/.test(command[1]!) && kindOf(command[1]!) === 'other') return null
  return { command: command?.[1] ?? null, quote: quote[1] ?? quote[2]! }
}

interface Counts {
  passed: number | null
  failed: number | null
}

const first = (pattern: RegExp, text: string): number | null => {
  const match = pattern.exec(text)
  const digits = match?.slice(1).find(group => group !== undefined)
  return digits === undefined ? null : Number(digits)
}

/** "12 passed, 1 failed", "ℹ pass 12", "Tests: 12 passed": how runners count. */
function countsIn(quote: string): Counts | null {
  const norm = normalise(quote)
  const counts = {
    passed: first(
      /(?<![\w./-])(\d{1,7}) (?:tests? )?pass(?:ed|ing|es)?\b|(?:^|[^\w-])pass(?:ed|ing)?:? (\d{1,7})\b/,
      norm,
    ),
    failed: first(
      /(?<![\w./-])(\d{1,7}) (?:tests? )?fail(?:ed|ing|ures?|s)?\b|(?:^|[^\w-])fail(?:ed|ing|ures?)?:? (\d{1,7})\b/,
      norm,
    ),
  }
  return counts.passed === null && counts.failed === null ? null : counts
}

function judgeCounts({ command, quote }: OutputWords, { session }: Evidence): Judgement | null {
  const counts = countsIn(quote)
  if (!counts || (command !== null && kindOf(command) !== 'test')) return null
  const runs = session!.tests.filter(
    run => run.outcome !== 'unknown' && (command === null || same(run.command, command)),
  )
  const last = runs.at(-1)
  if (!last) return null
  if (fits(counts, last)) return verified(tell(last))
  const earlier = runs.findLast(run => fits(counts, run))
  if (earlier) return stale(tell(earlier), tell(last))
  const counted = (counts.passed === null || last.passed !== null) && (counts.failed === null || last.failed !== null)
  return counted ? contradicted(tell(last)) : unsupported(tell(last))
}

const fits = ({ passed, failed }: Counts, run: TestRun) =>
  (passed === null || passed === run.passed) &&
  (failed === null || failed === (run.failed ?? (run.outcome === 'passed' ? 0 : null)))

/** The command itself, or with pipes and redirections behind it. */
const same = (ran: string, named: string) =>
  ran === named || readCommandLine(ran).steps.some(step => step.words.join(' ') === named)

/** Failures keep their text. */
function judgeErrors({ command, quote }: OutputWords, { session }: Evidence): Judgement | null {
  const wanted = flat(quote)
  if (wanted.length < 6) return null
  const refs = new Set(
    session!.commands.filter(run => command === null || same(run.command, command)).map(run => run.ref),
  )
  const error = session!.errors.findLast(item => refs.has(item.ref) && flat(item.text).includes(wanted))
  return error ? verified(pointer(error.ref, error.text)) : null
}

const flat = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const FLAWLESS =
  /\b(?:no|0|zero|without) (?:\w+ )?(?:errors?|problems?|issues|warnings? or errors?)\b|\bsuccess(?:ful(?:ly)?)?\b/

/** "Found 0 errors" of a check that failed. */
function judgeChecks({ command, quote }: OutputWords, { session }: Evidence): Judgement | null {
  if (command === null || !FLAWLESS.test(normalise(quote))) return null
  const [check] = readCommandLine(command).steps.flatMap(checksOf)
  const last = check ? checkRuns(check, session!.commands).at(-1) : undefined
  if (last?.ok !== false || !same(last.run.command, command)) return null
  return contradicted(
    pointer(last.run.ref, `${last.run.command} failed${last.run.exitCode ? ` (exit ${last.run.exitCode})` : ''}`),
  )
}
