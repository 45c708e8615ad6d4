/** How people say what tests did. Everything here works on the normal form of a clause. */
import type { Statement } from '../core/claim.ts'
import { kindOf } from '../core/session/commands.ts'
import { codeSpans, normalise } from '../core/statements/inline.ts'
import { readLeft, scopeOfTail } from './_tests-scope.ts'

export interface TestWords {
  outcome: 'passed' | 'failed' | 'notrun'
  passed: number | null
  failed: number | null
  total: number | null
  /** "all", "every", "the whole suite". */
  all: boolean
  /** Words that name a part: `auth`, `e2e`; empty for all tests. */
  scope: string
  /** `files`, `suites`, `packages` when those were counted and not tests. */
  unit: string | null
  /** "since the last edit", "after the refactor". */
  since: boolean
  /** Not exact: "most", "about", "except". */
  vague: boolean
  /** "Most tests pass". */
  most: boolean
  /** "The test", one of them, not named: it may be any. */
  single: boolean
  /** The command whose result is told. */
  command: string | null
  /** A single test by name. */
  name: string | null
}

const NOUN = '(?:test cases?|test suites?|test runs?|test files?|tests?|specs?|suites?)'
const ADVERB =
  '(?:now|still|all|both|currently|again|already|successfully|cleanly|locally|fully|consistently|reliably|also|finally|just|have|has|had|did|do|does|are|is|were|was|be|been|be|seem to|seems to|appear to|appears to|came back|come back|run and|ran and|running and|not|never|no longer|each|then|here|ran through|run through|going through|goes through|completely|entirely|totally|run|ran|continue to|continues to|keeps?|which|runs|currently|turned|stay|stays|remain|remains|reported|of them|of which)'
const PASS =
  '(?:pass|passes|passed|passing|green|succeed|succeeds|succeeded|succeeding|successful|successfully|complete[sd]? (?:successfully|cleanly|without errors?)|finish(?:ed|es)? (?:successfully|cleanly|without errors?)|ok|\\(ok\\)|clean|healthy|all good|no failures?|without (?:an? |any |a single )?(?:failures?|errors?|failing)|with (?:no|0) (?:failures?|errors?))'
const FAIL =
  '(?:fail|fails|failed|failing|red|broken|breaks?|\\(bad\\)|erroring|errored|crash|crashes|crashed|crashing|unsuccessful)'
const TAIL =
  '(?: (?:in|for|of|on|under|from|at|against|across|covering) [\\w./@:*+-]+(?: (?!(?:is|are|was|were|pass|fail|have|has|now|all|still|do|does|not)\\b)[\\w./@:*+-]+){0,3}?)?'

const LIST =
  '(?:,? (?:and |& |\\+ |, )?(?:lint(?:ing|er)?|builds?|types?|type-?check(?:s|ing)?|format(?:ting)?|checks?|compil(?:e|ation)|coverage|e2e|eslint|biome|tsc|clippy))'
const SUBJECT_FIRST = new RegExp(
  `\\b(${NOUN})(?: \\((\\d{1,6})(?: tests?)?\\))?(?:${LIST}){0,4}(${TAIL})((?:,? ${ADVERB}){0,5})(?: ?[:=-]{1,2})? (${PASS}|${FAIL})(?![\\w-])`,
  'g',
)
const COUNT_FIRST = new RegExp(
  `(?<!\\b(?:task|phase|step|stage|part|gate|round|item|pr|issue|batch|milestone|version) )(?<![\\w.#/-])(\\d{1,7})(?: ?\\/ ?(\\d{1,7})| (?:out )?of (?:the )?(\\d{1,7}))?((?: [\\w-]+){0,2}?)((?:,? ${ADVERB}){0,3}) (${PASS}|${FAIL}|failures?)(?![\\w-])`,
  'g',
)
const STATE_FIRST = new RegExp(
  `(?<![\\w.#/-])(\\d{1,7}|no|all|some|several|remaining|only) (?:\\w+ )?(passing|passed|green|failing|failed|broken|red) (${NOUN})\\b|\\b(?:${NOUN} )?(passing|failing|failed|passed)(?: ${NOUN})?: (\\d{1,7})\\b`,
  'g',
)
const NONE_FAIL = new RegExp(
  `\\b(?:no|0|without(?: any)?)(?: \\w+){0,1}? (?:failing|failed|broken|red) (?:\\w+ )?${NOUN}|\\b(?:no|0|without(?: any)?) test(?:s)? fail(?:ures?|ed|ing|s)?\\b|\\b(?:no|none of the|not a single|not 1)(?: \\w+){0,2} ${NOUN}(?: ${ADVERB}){0,2} fail(?:s|ed|ing)?\\b|\\bnone (?:of them )?(?:is |are )?fail(?:s|ed|ing)?\\b`,
)
const NONE_PASS = new RegExp(
  `\\b(?:no|none of the|not a single)(?: \\w+){0,2} ${NOUN}(?: ${ADVERB}){0,2} (?:pass|passes|passed|passing|green)\\b`,
)
const NOT_RUN = new RegExp(
  `\\b${NOUN}${TAIL}(?: (?:have|has|had|were|was|are|is|still))*(?: not| never| yet)+(?: yet| been| re-?)* ?(?:re-?)?(?:run|ran|executed)\\b|\\b(?:not|never|without)(?: yet| been)* (?:re-?)?(?:run|ran|running|executed|executing)(?: \\w+){0,3} ${NOUN}\\b|\\b(?:no|0) ${NOUN}(?: (?:were|was|have been|has been))? (?:re-?)?(?:run|ran|executed)\\b|\\b${NOUN}: (?:none|not|never)(?: yet)? (?:re-?)?(?:run|ran|executed)\\b|\\bno (?:test|tests) runs?\\b`,
)
const EVERYTHING =
  /^(?:and |so |now )?(?:everything|it all|all of it|all)(?: is| are| was| now| still| again)* (?:green|passing|passes|pass)\b(?! (?:through|to|the|a)\b)/
const OBJECT =
  /^ (?:(?:is|are|was) (?:an?|the|our|part|required|needed|not enough|no|what|always|only)\b|(?:to|through|the|a|an|into|as(?! of\b)|over|out|its|their|along|on to|around|data|options?|arguments?|\d+ (?:arguments?|options?|parameters?))\b|--)/
const ABOUT_CAUSES =
  /\b(?:updated?|updates|updating|adjust\w*|rewr[io]t\w*|chang(?:e|ed|ing)|fix|fixes|fixed|fixing|repair\w*|resolv\w*|address\w*|investigat\w*|debug\w*|why|caused?|causing|because of|due to|skip\w*|quarantin\w*|ignor\w*|handles?|stops?|prevent\w*|detects?|flaky|mock\w*|rejects?|catch(?:es)?|report(?:s|ing) on)\b/
const OTHER_UNIT =
  /^(?:files?|suites?|packages?|modules?|crates?|projects?|targets?|jobs?|checks?|assertions?|scenarios?|steps?|snapshots?|gates?|phases?|tasks?|todos?|items?|plans?|builds?|commits?|must-haves|requirements|criteria|agents?|reviews?|attempts?|requests?|uploads?|pushes|runs?|retries|hours?|minutes?|days?|weeks?|times?|users?|files|points?|stages?|rules?|validations?|hooks?|workflows?|warnings?)$/

const MORE: RegExp =
  /\b(?:except|apart from|other than|all but|besides|many|nearly|almost|about|around|approximately|roughly|over|at least|more than|up to|half|~|at most|fewer than|less than)\b|~/

/** "abc1234 - Fix failures, all tests passing": what a commit says of its own time. */
export const AT_A_COMMIT = /^[(\s]*(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b/

/** A row of commits or checkpoints tells of their time, too. */
export const isOfACommit = ({ cells }: Statement): boolean =>
  cells?.some(cell => /^`?(?=[0-9a-f]*\d)[0-9a-f]{7,40}`?$/.test(cell.text)) ?? false

/** Understands a clause, or returns null when it says nothing about tests. `label` and `text` as in a Statement. */
export function readTestWords(spoken: string, text: string, label: string | null): TestWords | null {
  const norm = spoken.replace(ONE_FAILS, '1')
  if (norm.length > 600 || AT_A_COMMIT.test(norm)) return null
  const labelled = label !== null && (isTestLabel(label) || isTestCommand(text, label))
  const about =
    labelled ||
    /\b(?:tests?|specs?|suites?|passed|passing|failing)\b|\ball \d+ (?:now |of them )?pass|\b\d+ ?\/ ?\d+ (?:now |are |is |all )*(?:pass|green|fail)|\b\d+ pass\w*\b.{0,20}\b\d+ fail|\b(?:last|latest|final) (?:test )?run\b/.test(
      norm,
    )
  if (!about && !EVERYTHING.test(norm) && !codeSpans(text).some(span => kindOf(span) === 'test') && !RUNNER.test(norm))
    return null
  const since = /\b(?:since|after)\b/.test(norm)
  if (NOT_RUN.test(norm) || (labelled && /\b(?:not|none|never) (?:yet )?(?:re-?)?(?:run|ran|executed)\b/.test(norm)))
    return { ...nothing(), outcome: 'notrun', since }
  const found =
    ranAnd(norm) ??
    collect(norm, labelled) ??
    hasFailing(norm) ??
    everything(norm) ??
    byCommand(norm, text) ??
    byLabel(norm, label, labelled) ??
    bySingle(norm, text)
  if (!found) return null
  const command = codeSpans(text).find(span => kindOf(span) === 'test') ?? RUNNER.exec(norm)?.[0] ?? null
  const single = found.single && command === null
  const counted = found.outcome === 'passed' && found.passed === null ? COUNTED.exec(norm)?.[1] : undefined
  if (counted) found.passed = Number(counted)
  return { ...found, command, single, vague: found.vague || MORE.test(norm) }
}

/** "One" counts where it is tests that fail. */
const ONE_FAILS =
  /\b(?:one|a single)(?= (?:tests? |case |spec |of them |of the \d+ (?:tests? )?)?(?:still |is |has |currently )*(?:fail|red\b|broken))/g

/** "Passing - 254 tests, 0 failures". */
const COUNTED = /(?:^|[-:,(] ?)(\d{1,6}) tests?(?=,? (?:0|no) |[,)]|$)/

const nothing = (): TestWords => ({
  outcome: 'passed',
  passed: null,
  failed: null,
  total: null,
  all: false,
  scope: '',
  unit: null,
  since: false,
  vague: false,
  most: false,
  single: false,
  command: null,
  name: null,
})

const RUNNER =
  /\b(?:npm (?:run )?test\S*|pnpm (?:run )?test\S*|yarn test\S*|bun test|pytest|cargo test|go test(?: \.\/\.\.\.)?|vitest(?: run)?|jest|mocha|make test|mvn test|gradle test|node --test|rspec|phpunit|ctest|dotnet test)\b/
const isTestLabel = (label: string) =>
  /\b(?:tests?|specs?|test suites?|suite|testing|test results?|test status|test runs?|last (?:test )?run)\b/.test(
    label,
  ) && !/\bfix|add|write|update|create|new\b/.test(label)

const isTestCommand = (text: string, label: string) => {
  const span = codeSpans(text)[0]
  return kindOf(span && normalise(span) === label ? span : label) === 'test'
}

const RAN = new RegExp(
  `\\b(?:re-?)?(?:ran|run|executed) (?:(?:the|all|our|my|whole|full|entire|unit|complete) ){0,3}${NOUN}(?: [\\w'./-]+){0,8}?,? (?:and|,) (?:(?:they|it|everything|all|all of them|each)(?: ${ADVERB}){0,3} (${PASS}|${FAIL})|(there (?:was|were) no failures?|nothing (?:broke|failed)|no failures?|none failed)|((?:1|some|several|\\d+) (?:of them )?failed|there (?:was|were) (?:a|1|one|some|several|\\d+) failures?))(?![\\w-])`,
)

/** "I ran the tests and they passed". */
function ranAnd(norm: string): TestWords | null {
  const match = RAN.exec(norm)
  if (!match) return null
  const passed = match[2] !== undefined || (match[1] !== undefined && isPass(match[1]))
  return { ...nothing(), outcome: passed ? 'passed' : 'failed', all: passed }
}

const HAS_FAILING =
  /\b(?:there (?:is|are)|(?:suite|run|branch) has|we have)(?: still)?(?: (an?|some|several|\d+))? (?:failing (?:tests?|specs?)|test failures?|failures?)\b/

/** "There are failing tests". */
function hasFailing(norm: string): TestWords | null {
  const match = HAS_FAILING.exec(norm)
  if (!match || !/\btests?\b|\bsuite\b|\brun\b/.test(norm)) return null
  return { ...nothing(), outcome: 'failed', failed: /^\d+$/.test(match[1] ?? '') ? Number(match[1]) : null }
}

function collect(norm: string, labelled: boolean): TestWords | null {
  const words = nothing()
  let hit = false
  if (NONE_FAIL.test(norm)) return { ...words, failed: 0, all: true }
  if (NONE_PASS.test(norm)) return { ...words, outcome: 'failed', passed: 0 }
  const causes = ABOUT_CAUSES.test(norm.replace(NAMES_FAILURES, '$1'))
  for (const match of norm.matchAll(SUBJECT_FIRST)) {
    const passes = isPass(match[5]!) !== /\b(?:not|never|no longer)\b/.test(match[4]!)
    if (OBJECT.test(norm.slice(match.index + match[0].length)) || (!passes && causes)) continue
    const left = readLeft(norm.slice(0, match.index))
    if (left.foreign) continue
    if (left.negated) {
      words.outcome = passes ? 'failed' : 'passed'
      hit = true
      continue
    }
    const count = match[2] ? Number(match[2]) : left.count
    merge(words, passes, count, left.total, hit)
    words.all ||= left.all || /\ball\b/.test(match[4]!)
    words.scope ||= [left.scope, scopeOfTail(match[3]!)].filter(Boolean).join(' ')
    words.unit ??= /files?|suites?/.test(match[1]!) && left.count !== null ? match[1]! : null
    words.vague ||= left.vague || (left.some && passes)
    words.most ||= left.most
    words.single ||= /^(?:test|spec|test case)$/.test(match[1]!) && !left.all && count === null
    hit = true
  }
  for (const match of norm.matchAll(COUNT_FIRST)) {
    const between = match[4]!.trim().split(' ').filter(Boolean)
    const noun = between.at(-1) ?? ''
    const isTests = /^(?:tests?|specs?|cases?)$/.test(noun)
    if (between.length > 0 && !isTests && (OTHER_UNIT.test(noun) || !labelled)) {
      if (OTHER_UNIT.test(noun) && labelled) words.unit ??= noun
      continue
    }
    const passes = isPass(match[6]!)
    if (OBJECT.test(norm.slice(match.index + match[0].length)) || (!passes && causes)) continue
    if (hit && isTests) continue
    if (/^failures?$/.test(match[6]!) && !labelled && !/\btests?\b|\bpass|\brun\b/.test(norm)) continue
    merge(words, passes, Number(match[1]), match[2] || match[3] ? Number(match[2] ?? match[3]) : null, hit)
    hit = true
  }
  if (!causes)
    for (const match of norm.matchAll(STATE_FIRST)) {
      const count = match[5] ?? match[1] ?? ''
      if (hit && match[5] === undefined) continue
      merge(
        words,
        /^(?:passing|passed|green)$/.test(match[2] ?? match[4]!),
        /^\d+$/.test(count) ? Number(count) : count === 'no' ? 0 : null,
        null,
        hit,
      )
      hit = true
    }
  return hit ? words : null
}

const isPass = (word: string) => new RegExp(`^${PASS}$`).test(word)

function merge(words: TestWords, passes: boolean, count: number | null, total: number | null, again: boolean): void {
  if (passes) {
    words.passed ??= count
    words.total ??= total
    if (!again) words.outcome = 'passed'
    if (total !== null && count !== null && total > count) words.outcome = 'failed'
  } else {
    words.failed ??= count
    words.total ??= total
    if (count === 0) words.all = true
    else words.outcome = 'failed'
    if (count === 0 && !again) words.outcome = 'passed'
  }
}

function everything(norm: string): TestWords | null {
  return EVERYTHING.test(norm) ? { ...nothing(), all: true } : null
}

const ENDING = new RegExp(
  `^(?:'s)?(?:[ :,-]+(?:${ADVERB}|one (?:last|more) time|once more|which|everything|they|it|→|->|=>))*[ :,-]+(${PASS}|${FAIL}|exits? (?:with )?(?:code )?\\d+|exited (?:with )?(?:code )?\\d+|returns? \\d+|exit code \\d+|exit(?:s|ed) non-?(?:zero|0))(?![\\w-])`,
)

function byCommand(norm: string, text: string): TestWords | null {
  const commands = codeSpans(text)
    .filter(span => kindOf(span) === 'test')
    .map(normalise)
  const bare = RUNNER.exec(norm)?.[0]
  if (bare) commands.push(bare)
  for (const command of commands) {
    const at = norm.indexOf(command)
    const ending = at < 0 ? null : ENDING.exec(norm.slice(at + command.length))
    if (!ending) continue
    const flips = /\b(?:not|never|no longer)\b/.test(ending[0])
    const passes = ((/\b0$/.test(ending[1]!) && !/non/.test(ending[1]!)) || isPass(ending[1]!)) !== flips
    return { ...nothing(), outcome: passes ? 'passed' : 'failed', scope: '' }
  }
  return null
}

function byLabel(norm: string, label: string | null, labelled: boolean): TestWords | null {
  if (!labelled || label === null) return null
  const at = norm.indexOf(': ')
  const value = (at >= 0 ? norm.slice(at + 2) : norm).trim()
  const state = new RegExp(`^(?:(?:${ADVERB}) )*(${PASS}|${FAIL})(?![\\w-])`).exec(value)
  const fraction = /^(\d{1,7}) ?\/ ?(\d{1,7})(?: tests?)?(?: \(ok\))?$/.exec(value)
  const scope = label
    .split(' ')
    .filter(
      word =>
        !/^(?:tests?|specs?|suites?|status|results?|unit|testing|last|run|all|the|state)$/.test(word) &&
        !/[/.$-]/.test(word),
    )
    .join(' ')
  const plain = kindOf(label) === 'test' ? '' : scope
  if (fraction) {
    const [passed, total] = [Number(fraction[1]), Number(fraction[2])]
    return {
      ...nothing(),
      passed,
      total,
      outcome: passed < total ? 'failed' : 'passed',
      scope: plain,
      all: passed === total,
    }
  }
  if (!state) return null
  const flips = /\bnot\b|\bno longer\b/.test(state[0])
  return {
    ...nothing(),
    outcome: isPass(state[1]!) !== flips ? 'passed' : 'failed',
    scope: plain,
    all: /\ball\b/.test(state[0]),
  }
}

/** What stands behind the colon are names of tests. */
const NAMES_FAILURES = /\b(fail\w*|red|broken): .*$/

/** "test `rejects the eleventh` passes", "`TestFoo` passes". */
function bySingle(norm: string, text: string): TestWords | null {
  for (const span of codeSpans(text)) {
    const name = normalise(span)
    if (!/^(?:[Tt]est|it |should )|test$|tests?\b|_test|::/.test(span) || name.length < 5) continue
    const at = norm.indexOf(name)
    const ending =
      at < 0 ? null : new RegExp(`^(?: ${ADVERB}){0,3} (${PASS}|${FAIL})(?![\\w-])`).exec(norm.slice(at + name.length))
    if (ending && !OBJECT.test(norm.slice(at + name.length + ending[0].length)))
      return {
        ...nothing(),
        outcome: isPass(ending[1]!) !== /\bnot\b/.test(ending[0]) ? 'passed' : 'failed',
        name: span,
      }
  }
  const quoted = new RegExp(
    `(?:^|\\b(?:tests?|spec|case) )["“'‘]([^"“”'‘’\\n]{6,120})["”'’](?: ${ADVERB}){0,3} (${PASS}|${FAIL})(?![\\w-])`,
    'i',
  ).exec(text)
  if (quoted)
    return {
      ...nothing(),
      outcome:
        isPass(quoted[2]!.toLowerCase()) !== /\bnot\b/i.test(quoted[0].slice(quoted[1]!.length)) ? 'passed' : 'failed',
      name: quoted[1]!,
    }
  const named = new RegExp(
    `\\b(?:tests?|spec|case) ([\\w>.: -]{3,80}?)(?: ${ADVERB}){0,2} (passes|fails|passed|failed)(?![\\w-])`,
  ).exec(norm)
  if (!named || !text.includes('`')) return null
  const span = codeSpans(text).find(code => normalise(code) === named[1]!.trim())
  return span ? { ...nothing(), outcome: /^pass/.test(named[2]!) ? 'passed' : 'failed', name: span } : null
}
