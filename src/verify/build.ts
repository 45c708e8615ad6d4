import { defineClaimKind, type Judgement, type Statement } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { readCommandLine } from '../core/session/commands.ts'
import { codeSpans, normalise } from '../core/statements/inline.ts'
import { changedAfter } from './_aging.ts'
import { type Check, checkRuns, checksOf } from './_commands.ts'
import { contradicted, pointer, stale, unsupported, verified } from './_judge.ts'
import { ADVERB, BAD, GOOD, isGood } from './_outcome.ts'
import { AT_A_COMMIT, isOfACommit } from './_tests-language.ts'

interface BuildWords {
  check: Check
  outcome: 'passed' | 'failed'
}

const NAMES: [Check, string][] = [
  [
    'types',
    'type[- ]?check(?:s|ing|ers?)?|types|tsc(?: --noemit)?|typescript(?: compilation| compiler| check)?|mypy|pyright',
  ],
  [
    'lint',
    'lint(?:ing|er|s)?|eslint|biome(?: check)?|ruff(?: check)?|flake8|golangci-lint|clippy|cargo clippy|go vet|stylelint|rubocop|static analysis',
  ],
  ['format', 'format(?:ting|ter)?(?: check)?|prettier|gofmt|cargo fmt'],
  ['build', 'builds?|build step|compilation|production build|bundl(?:e|ing)|npm run build|cargo build|go build'],
]
const ANY = `(?:${NAMES.map(([, words]) => words).join('|')}|tests?|unit tests|test suite|specs|e2e)`
const LIST = `(?:(?:, and|,| and| &| \\+| plus|/) ?(?:the )?${ANY}){0,5}`
const TAIL = '(?: (?:for|of|on|in|under) (?:the |all )?[\\w./@-]+(?: packages?| project| workspace)?)?'

const STATES: [Check, RegExp][] = NAMES.map(([check, words]) => [
  check,
  new RegExp(
    `(?<![\\w/-])(?:${words})(?: run| status| check| step| result)?${LIST}${TAIL}((?:,? ${ADVERB}){0,5})(?: ?[:=-]{1,2}>?)?((?: ${ADVERB}){0,3}) (${GOOD}|${BAD})(?![\\w-])`,
  ),
])
const RAN: [Check, RegExp][] = NAMES.map(([check, words]) => [
  check,
  new RegExp(
    `\\b(?:re-?)?(?:ran|run) (?:the |a )?(?:${words})(?: [\\w'./-]+){0,6}?,? (?:and|,) (?:it|they)(?: ${ADVERB}){0,3} (${GOOD}|${BAD})(?![\\w-])`,
  ),
])
const ERRORS: [Check, RegExp][] = [
  [
    'types',
    /\b(no|0|without(?: any)?|[1-9]\d*|there are(?: still)?(?: some| several| a few)?|still) (?:remaining |new |more )?(?:type(?:script)?|tsc|mypy|pyright) (?:errors?|issues|problems)\b/,
  ],
  [
    'lint',
    /\b(no|0|without(?: any)?|[1-9]\d*|there are(?: still)?(?: some| several| a few)?|still) (?:remaining |new |more )?(?:lint(?:er|ing)?|eslint|biome|clippy|ruff|golangci-lint) (?:errors?|issues|problems|warnings or errors|violations|findings)\b/,
  ],
  [
    'format',
    /\b(no|0|without(?: any)?|[1-9]\d*|there are(?: still)?(?: some| several| a few)?|still) (?:remaining |new )?format(?:ting)? (?:errors?|issues|problems|violations)\b/,
  ],
  [
    'build',
    /\b(no|0|without(?: any)?|[1-9]\d*|there are(?: still)?(?: some| several| a few)?|still) (?:remaining |new )?(?:build|compil(?:e|er|ation)) (?:errors?|failures?|problems)\b/,
  ],
]
const VERBS: [Check, RegExp][] = [
  [
    'build',
    /\b(?:project|code|app|package|everything|it|all|repo|workspace|crate|module|library|branch|\w+)? ?((?:does|do|did) not |no longer |still |now )?(?:compiles?|builds|built)(?: (?:cleanly|successfully|fine|again|now|without (?:any )?(?:errors?|warnings?|issues|problems)|with no errors)\b|$)/,
  ],
  [
    'types',
    /\b((?:does|do|did) not (?=type-?check\b)|no longer (?=type-?checks\b)|still (?=type-?checks\b)|now (?=type-?checks\b)|(?=type-?checks\b)|types (?=check$))(?:type-?)?checks?(?: (?:cleanly|fine|again|now|without errors|clean)|$)/,
  ],
  [
    'lint',
    /\b((?:does|do|did) not |no longer |still |now )?lints(?: (?:cleanly|clean|fine|again|now|without errors)|$)/,
  ],
]
/** What was mended, sought or configured is not how it stands. */
const ASIDE =
  /\b(?:fix(?:es|ed|ing)?|repair\w*|resolv\w*|address\w*|investigat\w*|why|because|caused?|configur\w*|added? (?:a|the)|introduc\w*|handles?|prevents?|catch(?:es)?|blocking|unrelated|pre-?existing|flaky|on ci|in ci|ci|docker|upstream|windows|production deploy|vercel|netlify|nix)\b/

export default defineClaimKind({
  id: 'build',
  summary: 'build, lint, type check and formatting pass or fail',
  about:
    /buil[dt]|lint|type|tsc|compil|format|prettier|eslint|biome|ruff|mypy|pyright|clippy|flake8|\bvet\b|rubocop|bundl|fmt|check|npm|cargo|make/,
  find(statement) {
    if (statement.open || isOfACommit(statement)) return []
    return readBuild(statement).map(words => ({
      kind: 'build',
      text: statement.text,
      line: statement.line,
      data: { ...words, past: statement.past },
    }))
  },
  judge(claim, evidence) {
    const judgement = judgeBuild(claim.data as unknown as BuildWords, evidence)
    return claim.data.past && judgement.verdict === 'contradicted' ? unsupported() : judgement
  },
})

function readBuild(statement: Statement): BuildWords[] {
  const { norm } = statement
  if (norm.length > 500 || ASIDE.test(norm) || AT_A_COMMIT.test(norm)) return []
  const found = new Map<Check, BuildWords['outcome']>()
  const add = (check: Check, good: boolean) => found.has(check) || found.set(check, good ? 'passed' : 'failed')
  for (const [check, outcome] of byCommand(statement)) add(check, outcome)
  for (const [check, pattern] of STATES) {
    const match = pattern.exec(norm)
    if (match && !follows(norm, match)) add(check, isGood(match[3]!, `${match[1]} ${match[2]}`))
  }
  for (const [check, pattern] of RAN) {
    const match = pattern.exec(norm)
    if (match) add(check, isGood(match[1]!, match[0].slice(0, -match[1]!.length)))
  }
  for (const [check, pattern] of ERRORS) {
    const match = pattern.exec(norm)
    if (match) add(check, /^(?:no|0|without)/.test(match[1]!))
  }
  for (const [check, pattern] of VERBS) {
    const match = pattern.exec(norm)
    if (match) add(check, !/\bnot\b|no longer/.test(match[1] ?? ''))
  }
  return [...found].map(([check, outcome]) => ({ check, outcome }))
}

/** "passes the config to", "works as a plugin": an object follows. */
const follows = (norm: string, match: RegExpExecArray) =>
  /^ (?:the|a|an|to|through|as|by|into|for|via)\b/.test(norm.slice(match.index + match[0].length)) &&
  /pass|works?/.test(match[3]!)

const ENDING = new RegExp(`^(?:(?:[ :,-]|->|=>|→)*(?: ?${ADVERB})?){0,5}[ :,>-]+(${GOOD}|${BAD})(?![\\w-])`)

function byCommand({ norm, text }: Statement): [Check, boolean][] {
  const found: [Check, boolean][] = []
  for (const span of codeSpans(text)) {
    const { steps } = readCommandLine(span)
    const checks = steps.length === 1 && span.includes(' ') ? checksOf(steps[0]!) : []
    if (checks.length === 0) continue
    const command = normalise(span)
    const at = norm.indexOf(command)
    const ending = at < 0 ? null : ENDING.exec(norm.slice(at + command.length))
    if (ending) found.push([checks[0]!, isGood(ending[1]!, ending[0])])
  }
  return found
}

function judgeBuild({ check, outcome }: BuildWords, evidence: Evidence): Judgement {
  const session = evidence.session
  const last = session ? checkRuns(check, session.commands).at(-1) : undefined
  if (!last || last.ok === null) return unsupported()
  const told = pointer(
    last.run.ref,
    `${last.run.command} → ${last.ok ? 'succeeded' : `failed${last.run.exitCode ? ` (exit ${last.run.exitCode})` : ''}`}`,
  )
  if (last.ok !== (outcome === 'passed')) return contradicted(told)
  const changed = changedAfter(last.run.at, evidence)
  return changed ? stale(told, changed) : verified(told)
}
