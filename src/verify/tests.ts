import { type Claim, defineClaimKind, type EvidencePointer, type Judgement } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import type { TestRun } from '../core/types.ts'
import { changedAfter } from './_aging.ts'
import { contradicted, pointer, stale, unsupported, verified } from './_judge.ts'
import { type RunShape, runsAbout, runsOf, type Suite, suiteState } from './_runs.ts'
import { isOfACommit, readTestWords, type TestWords } from './_tests-language.ts'

/** Tests that a run of everything need not contain. */
const APART =
  /\b(?:integration|e2e|end-to-end|acceptance|smoke|manual|visual|performance|load|stress|ci|nightly|snapshot|contract|fuzz|production|staging|windows|macos|linux|upstream|remote|browser)\b/

export default defineClaimKind({
  id: 'tests',
  summary: 'tests pass or fail, how many, which ones, whether they ran',
  about: /tests?\b|specs?\b|suites?\b|pass|fail|green|\bran?\b|\bruns?\b|jest|mocha|ctest/,
  find(statement) {
    if ((statement.open && statement.checked === null) || isOfACommit(statement)) return []
    const words = readTestWords(statement.norm, statement.text, statement.label)
    if (!words || (statement.open && words.outcome === 'passed')) return []
    return [{ kind: 'tests', text: statement.text, line: statement.line, data: { ...words, past: statement.past } }]
  },
  judge(claim, evidence) {
    const words = claim.data as unknown as TestWords
    const session = evidence.session
    if (!session) return unsupported()
    const runs = session.tests
    if (words.outcome === 'notrun')
      return judgeNotRun(
        words,
        runs.filter(run => !run.ref.startsWith('run:')),
        evidence,
      )
    const isAged = (run: TestRun) => changedAfter(run.at, evidence) !== null
    const suite = suiteState(runs, session.cwd, isAged)
    if (suite.state === 'none') return unsupported()
    const judgement = words.name ? judgeNamed(words, suite, evidence) : judgeSuite(words, suite, evidence)
    const unsure = claim.data.past || words.single
    return unsure && judgement.verdict === 'contradicted' ? unsupported() : judgement
  },
})

function judgeNotRun(words: TestWords, runs: readonly TestRun[], evidence: Evidence): Judgement {
  const last = runs.at(-1)
  if (!last) return evidence.session ? verified(sessionPointer(evidence, 'no test run in the session')) : unsupported()
  const changed = changedAfter(last.at, evidence)
  if (words.since) return changed ? verified(tell(last), changed) : contradicted(tell(last))
  return words.scope ? unsupported() : contradicted(tell(last))
}

const sessionPointer = (evidence: Evidence, detail: string): EvidencePointer =>
  pointer(evidence.session?.sessionId ?? 'session', detail)

/** A run in one line. */
export function tell(run: TestRun): EvidencePointer {
  const counts = [
    run.passed === null ? '' : `${run.passed} passed`,
    run.failed === null ? '' : `${run.failed} failed`,
  ].filter(Boolean)
  const failing = run.failing.length > 0 ? `: ${run.failing.slice(0, 3).join(', ')}` : ''
  return pointer(
    run.ref,
    `${run.command} → ${run.outcome}${counts.length > 0 ? `, ${counts.join(', ')}` : ''}${failing}`,
  )
}

/** True as of that run; stale when something relevant changed since. */
function asOf(run: TestRun, evidence: Evidence): Judgement {
  const changed = changedAfter(run.at, evidence)
  return changed ? stale(tell(run), changed) : verified(tell(run))
}

function judgeNamed(words: TestWords, suite: Suite, evidence: Evidence): Judgement {
  const name = words.name!.replace(/\(\)$/, '').toLowerCase()
  const isNamed = (failing: string) =>
    failing.toLowerCase().includes(name) || (failing.length > 6 && name.includes(failing.toLowerCase()))
  const failing = suite.standing.findLast(({ run }) => run.failing.some(isNamed))
  if (failing) return words.outcome === 'failed' ? asOf(failing.run, evidence) : contradicted(tell(failing.run))
  if (suite.state !== 'passed' || !suite.run) return unsupported()
  if (words.outcome === 'passed') return suite.partial ? unsupported() : asOf(suite.run, evidence)
  const failedBefore = suite.shapes.some(({ run }) => run.failing.some(isNamed))
  return failedBefore || !suite.partial ? contradicted(tell(suite.run)) : unsupported()
}

function judgeSuite(words: TestWords, suite: Suite, evidence: Evidence): Judgement {
  const named = words.command ? runsOf(words.command, suite.shapes, evidence.session?.cwd ?? null) : null
  if (named) return named.length > 0 ? judgeScoped({ ...words, command: null }, named, suite, evidence) : unsupported()
  if (words.scope !== '') {
    const about = runsAbout(words.scope, suite.shapes)
    if (about.length > 0) return judgeScoped(words, about, suite, evidence)
    if (APART.test(words.scope)) return unsupported()
    return judgeTopic(words, suite, evidence)
  }
  if (suite.state === 'unclear' || !suite.run) return unsupported()
  const exact = judgeCounts(words, suite, evidence)
  if (exact) return exact
  if (words.outcome === 'failed') return suite.state === 'failed' ? asOf(suite.run, evidence) : opposite(words, suite)
  if (words.most) return mostPass(suite.run) ? asOf(suite.run, evidence) : unsupported()
  if (suite.state === 'failed') return words.vague ? unsupported() : contradicted(tell(suite.run))
  if (words.all && suite.partial) return unsupported()
  return asOf(suite.run, evidence)
}

const mostPass = ({ passed, failed }: TestRun) => passed !== null && failed !== null && failed > 0 && passed > failed

/** "Tests fail" against a passing suite. */
function opposite(words: TestWords, suite: Suite): Judgement {
  if (suite.partial || words.vague) return unsupported()
  return contradicted(tell(suite.run!))
}

/** Counts of the claim against the standing runs; null when the claim names none. */
function judgeCounts(words: TestWords, suite: Suite, evidence: Evidence): Judgement | null {
  const named = words.passed !== null || (words.failed !== null && words.failed > 0) || words.total !== null
  if (!named || words.vague) return words.vague && named ? unsupported() : null
  const state = suite.state
  if (words.unit)
    return words.outcome === 'passed' && state === 'failed' ? contradicted(tell(suite.run!)) : unsupported()
  const fits = ({ run }: RunShape) => matchesCounts(words, run)
  const standing = suite.standing.findLast(fits)
  if (standing && (standing.run === suite.run || state === 'passed')) return asOf(standing.run, evidence)
  // "6 tests pass" is so much of the truth when a seventh fails.
  const partOf = !words.all && words.total === null && words.passed !== null && words.passed === suite.run!.passed
  if (state === 'failed' && words.outcome === 'passed')
    return partOf ? unsupported(tell(suite.run!)) : contradicted(tell(suite.run!))
  if (suite.run!.passed === null && suite.run!.failed === null) return unsupported()
  const sum = suite.standing.filter(shape => shape.filters.length === 0 && shape.run.passed !== null)
  if (sum.length > 1 && sum.reduce((total, { run }) => total + (run.passed ?? 0), 0) === words.passed)
    return asOf(sum.at(-1)!.run, evidence)
  const earlier = suite.shapes.findLast(fits)
  if (earlier) return stale(tell(earlier.run), tell(suite.run!))
  if (suite.partial || suite.run!.command.includes('go test')) return unsupported(tell(suite.run!))
  if (words.passed !== null && suite.run!.passed === null) return unsupported()
  if (words.passed === null && words.failed !== null && suite.run!.failed === null) return unsupported()
  return contradicted(tell(suite.run!))
}

function matchesCounts(words: TestWords, run: TestRun): boolean {
  const { passed, failed } = run
  if (run.outcome === 'unknown') return false
  if (words.outcome === 'passed' && run.outcome !== 'passed') return false
  if (words.passed !== null && words.passed !== passed) return false
  if (words.failed !== null && words.failed > 0 && words.failed !== failed) return false
  if (words.failed === 0 && (failed ?? 0) > 0) return false
  if (words.total === null) return words.passed !== null || (words.failed ?? 0) > 0
  if (passed === null && failed === null) return false
  const counted = (passed ?? 0) + (failed ?? 0)
  return words.passed === words.total ? counted === words.total : counted <= words.total
}

/** Runs of that very part: the last one of each decides. */
function judgeScoped(words: TestWords, about: RunShape[], suite: Suite, evidence: Evidence): Judgement {
  const standing = about.filter(shape => suite.standing.includes(shape))
  const last = standing.at(-1)
  if (!last) {
    // A later run of everything took the word of the part over.
    return judgeTopic(words, suite, evidence)
  }
  const failed = standing.find(shape => shape.run.outcome === 'failed')
  const decided = (failed ?? last).run
  if (decided.outcome === 'unknown') return unsupported()
  const part: Suite = { ...suite, state: decided.outcome, run: decided, standing, shapes: about, partial: false }
  return judgeSuite({ ...words, scope: '' }, part, evidence)
}

/** A part that no run names, judged by runs of everything: passing covers it, failing only when a failing test names it. */
function judgeTopic(words: TestWords, suite: Suite, evidence: Evidence): Judgement {
  if (words.scope === 'existing' && suite.state === 'failed' && words.outcome === 'passed' && suite.run) {
    const added = evidence.session?.files.some(file => file.lastWriteAt && /test|spec/i.test(file.path)) ?? true
    return suite.whole && !added ? contradicted(tell(suite.run)) : unsupported()
  }
  if (!suite.run || suite.state === 'unclear' || (suite.partial && words.outcome === 'passed')) return unsupported()
  const topic = words.scope.split(' ').filter(word => word.length > 2)
  const hit = suite.run.failing.some(name => topic.some(word => name.toLowerCase().includes(word.replace(/s$/, ''))))
  if (words.outcome === 'failed') {
    if (suite.state === 'passed') return suite.partial ? unsupported() : contradicted(tell(suite.run))
    return hit && (words.failed === null || words.failed === suite.run.failed)
      ? asOf(suite.run, evidence)
      : unsupported()
  }
  if (suite.state === 'failed') return hit ? contradicted(tell(suite.run)) : unsupported()
  if (words.passed !== null)
    return words.passed === suite.run.passed ? asOf(suite.run, evidence) : countOfPart(words, suite, evidence)
  return asOf(suite.run, evidence)
}

/** "12 auth tests pass": no run counted just those. More than all tests there are cannot be. */
function countOfPart(words: TestWords, suite: Suite, evidence: Evidence): Judgement {
  const earlier = suite.shapes.findLast(shape => matchesCounts(words, shape.run))
  if (earlier) return asOf(earlier.run, evidence)
  const most = Math.max(...suite.shapes.map(({ run }) => run.passed ?? Number.POSITIVE_INFINITY))
  return (words.passed ?? 0) > most ? contradicted(tell(suite.run!)) : unsupported()
}

export type { Claim }
