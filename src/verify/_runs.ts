/** What a session's test runs say about all tests, or about some of them. */
import { readCommandLine } from '../core/session/commands.ts'
import type { TestRun } from '../core/types.ts'

export interface RunShape {
  run: TestRun
  index: number
  /** js, python, go, …; `any` when the command does not say. */
  family: string
  /** What narrows the run to some tests: paths, names, packages. Empty: the whole suite. */
  filters: string[]
}

const FAMILIES: [string, RegExp][] = [
  [
    'js',
    /^(?:npm|pnpm|yarn|bun|npx|node|tsx|deno|vitest|jest|mocha|ava|tap|playwright|cypress|ng|react-scripts|karma|jasmine)$/,
  ],
  ['python', /^(?:pytest|py\.test|python\d?(?:\.\d+)?|tox|nox|nose2)$/],
  ['go', /^(?:go|gotestsum|ginkgo)$/],
  ['rust', /^(?:cargo)$/],
  ['jvm', /^(?:mvnw?|gradlew?|sbt|mill|lein)$/],
  ['ruby', /^(?:rspec|rake|rails|ruby|minitest|cucumber)$/],
  ['php', /^(?:php|phpunit|pest|composer)$/],
  ['dotnet', /^dotnet$/],
  ['swift', /^(?:swift|xcodebuild)$/],
]
/** Flags whose value names the tests to run. */
const NAME_FLAG =
  /^(?:-t|-k|-g|-m|-run|--run|--grep|--fgrep|--filter|-F|-w|--workspace|-p|--package|--project|--testNamePattern|--test-name-pattern|--tests|-Dtest|--only|--name|--spec)(?:=(.+))?$/
/** Flags with a value that narrows nothing. */
const VALUE_FLAG =
  /^(?:--reporter|--reporters|-c|--config|--root|--timeout|--test-timeout|--max-?workers|-n|-j|--jobs|-o|--output|--outputFile|--coverage-reporter|--shard|--seed|-timeout|-count|--tb|--maxfail|--retries|--pool|-r|--require|--import|--loader|--env|--durations|--format|-race|--features|--manifest-path|--profile)$/
const WHOLE =
  /^(?:\.{1,3}|\.\/|\.\/\.\.\.|\.\.\.|all|run|watch|exec|test|tests|spec|specs|__tests__|src|t)\/?$|^\.\/(?:tests?|src|spec)\/?$|\*\*|^(?:\.\/)?(?:tests?|src|spec)\/(?:\.\.\.|[*]\S*)$|^\$|^-?$/

export function shapeOf(run: Pick<TestRun, 'command'>, index: number, root: string | null): RunShape {
  const line = readCommandLine(run.command)
  const words = line.test?.words ?? run.command.split(/\s+/)
  const program = words[0] ?? ''
  const family = FAMILIES.find(([, pattern]) => pattern.test(program))?.[0] ?? 'any'
  const filters: string[] = []
  const rest = words.slice(1, 60)
  let verbSeen =
    !/^(?:npm|pnpm|yarn|bun|go|cargo|make|just|task|mvn|gradle|gradlew|dotnet|deno|swift|rake|python3?|node|tsx|npx|php|composer|ng)$/.test(
      program,
    )
  for (let i = 0; i < rest.length; i += 1) {
    const word = rest[i]!
    const named = NAME_FLAG.exec(word)
    if (named && !(program === 'python' || program === 'python3')) filters.push(named[1] ?? rest[++i] ?? '')
    else if (VALUE_FLAG.test(word) && !word.includes('=')) i += 1
    else if (word.startsWith('-') || /^\d?>/.test(word)) continue
    else if (!verbSeen && /^(?:run|run-script|test\S*|t|exec|nextest)$/.test(word)) {
      if (/^test[:_-]\S+$/.test(word)) filters.push(word.slice(5))
      if (word !== 'run') verbSeen = true
    } else if (!WHOLE.test(word)) filters.push(word)
  }
  const folder = line.steps.find(step => step.words[0] === 'cd')?.words[1]
  if (
    folder &&
    folder !== '.' &&
    !(root && (folder === root || root.endsWith(`/${folder}`) || root.startsWith(`${folder}/`)))
  )
    filters.push(folder)
  return { run: run as TestRun, index, family, filters: filters.filter(filter => filter !== '' && filter !== 'test') }
}

/** `./cmd/...` covers `./cmd/cli/...`. */
const isWithin = (narrow: string, wide: string) =>
  narrow === wide ||
  (narrow.includes('/') && (narrow.endsWith(`/${wide}`) || wide.endsWith(`/${narrow}`))) ||
  narrow.startsWith(wide.replace(/\.{3}$/, '').replace(/\/?$/, '/'))

/** b covers a: the same tests or more. */
const covers = (b: RunShape, a: RunShape) =>
  (b.family === a.family || b.family === 'any' || a.family === 'any') &&
  b.filters.every(wide => a.filters.some(narrow => isWithin(narrow, wide)))

/** Puts something in its place for the time of the run: a planted error, another checkout. Says nothing of the work itself. */
const TRIAL =
  /\bgit (?:-C \S+ )?(?:stash|checkout|switch|restore|revert|apply|reset|worktree)\b|\bsed\s+(?:-\S+\s+)*-i|(?:^|[;&|\n]\s*)(?:cp|mv)\s|<<-?\s*['"]?\w|\bperl\s+-\w*i/

/** Runs that tell of the work: no trials, none in which nothing ran, and no failure read from between several test runs of one line. */
export function tellingRuns(runs: readonly TestRun[]): TestRun[] {
  return runs
    .filter(run => !TRIAL.test(run.command))
    .map(run => {
      const several = readCommandLine(run.command).steps.filter(step => step.kind === 'test').length > 1
      const empty = run.passed === 0 && run.failed === 0 && run.failing.length === 0
      return run.outcome === 'failed' && ((several && run.failed === null) || empty)
        ? { ...run, outcome: 'unknown' as const }
        : run
    })
}

/** Runs whose last word has not been taken back by a later run of the same tests or more. */
export function lastWords(shapes: readonly RunShape[]): RunShape[] {
  return shapes.filter((shape, at) => !shapes.slice(at + 1).some(later => covers(later, shape)))
}

export interface Suite {
  state: 'passed' | 'failed' | 'unclear' | 'none'
  /** The run that decides. */
  run: TestRun | null
  /** Every run whose word stands. */
  standing: RunShape[]
  shapes: RunShape[]
  /** Whole: the deciding run was of everything. */
  whole: boolean
  /** Some tests only: no run of the whole suite stands behind "passed". */
  partial: boolean
}

const suites = new WeakMap<readonly TestRun[], Suite>()

/** What the runs, taken together, say of the whole suite. The same list is read once. */
export function suiteState(runs: readonly TestRun[], root: string | null, isAged: (run: TestRun) => boolean): Suite {
  const known = suites.get(runs)
  if (known) return known
  const suite = readSuite(runs, root, isAged)
  suites.set(runs, suite)
  return suite
}

function readSuite(runs: readonly TestRun[], root: string | null, isAged: (run: TestRun) => boolean): Suite {
  const shapes = tellingRuns(runs).map((run, index) => shapeOf(run, index, root))
  const standing = lastWords(shapes)
  const suite = { standing, shapes, whole: false, partial: !standing.some(shape => shape.filters.length === 0) }
  if (standing.length === 0) return { ...suite, state: 'none', run: null }
  const last = standing.at(-1)!
  const failed = standing.filter(shape => shape.run.outcome === 'failed')
  const decided = failed.at(-1)
  if (decided) {
    // An earlier failure may have been mended and not run again; only one that nothing followed is a fact about now.
    const certain = failed.find(shape => shape === last || !isAged(shape.run))
    const doubted = standing.some(
      shape => shape.index > decided.index && shape.run.outcome !== 'failed' && touches(shape, decided),
    )
    if (certain && !(certain !== last && doubted))
      return { ...suite, state: 'failed', run: certain.run, whole: certain.filters.length === 0 }
    return { ...suite, state: 'unclear', run: decided.run }
  }
  const whole = standing.filter(shape => shape.filters.length === 0)
  const base = whole.length > 0 ? whole : standing
  if (base.some(shape => shape.run.outcome === 'unknown')) return { ...suite, state: 'unclear', run: last.run }
  return { ...suite, state: 'passed', run: base.at(-1)!.run }
}

/** A narrower run that came later may have been the retry of what failed. */
const touches = (narrow: RunShape, wide: RunShape) => covers(wide, narrow)

/** Runs of the command that a claim names, when it narrows to some tests; null when it stands for all of them. */
export function runsOf(command: string, shapes: readonly RunShape[], root: string | null): RunShape[] | null {
  const asked = shapeOf({ command }, 0, root)
  if (asked.filters.length === 0) return null
  return shapes.filter(shape => asked.filters.every(filter => shape.filters.includes(filter)))
}

/** Runs that are about a part of the tests named in words: `auth`, `e2e`, a file. */
export function runsAbout(scope: string, shapes: readonly RunShape[]): RunShape[] {
  const words = scope.split(' ').filter(word => word.length > 1)
  return shapes.filter(({ run, family }) => {
    const command = run.command.toLowerCase()
    return words.some(
      word =>
        family === word || new RegExp(`(?:^|[^a-z0-9])${escapeRegExp(word)}(?:s|es)?(?:[^a-z0-9]|$)`).test(command),
    )
  })
}

export const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
