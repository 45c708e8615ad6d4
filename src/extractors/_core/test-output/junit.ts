import { defineTestFormat, names, type TestCounts } from './format.ts'

const RUN = /^(?:\[\w+\]\s*)?Tests run: (\d+), Failures: (\d+), Errors: (\d+)(?:, Skipped: (\d+))?([^\n]*)$/gm

export default defineTestFormat({
  id: 'junit',
  signs: ['Tests run: ', ' tests successful', ' completed', 'BUILD '],
  hint: /^(?:mvnw?|gradlew?|sbt)/,
  source:
    'https://maven.apache.org/surefire/maven-surefire-plugin/, https://docs.gradle.org/current/userguide/java_testing.html',
  parse: text => parseSurefire(text) ?? parseConsole(text) ?? parseGradle(text),
})

/** Per class lines carry a time, totals of a module do not; where totals exist only they count. */
function parseSurefire(text: string): TestCounts | null {
  const all = [...text.matchAll(RUN)]
  if (all.length === 0)
    return /^\[INFO\] BUILD FAILURE\s*$/m.test(text)
      ? { passed: null, failed: null, failing: [], verdict: 'failed' }
      : null
  const plain = all.filter(match => !/Time elapsed|--? in /.test(match[5]!))
  let [run, failed, skipped] = [0, 0, 0]
  for (const match of plain.length > 0 ? plain : all) {
    run += Number(match[1])
    failed += Number(match[2]) + Number(match[3])
    skipped += Number(match[4] ?? 0)
  }
  return {
    passed: Math.max(0, run - failed - skipped),
    failed,
    failing: failed ? surefireNames(text) : [],
  }
}

/** `[ERROR] app.SumTest.adds -- Time elapsed: …` as each test ends; the summary repeats them without their package. */
function surefireNames(text: string): string[] {
  const whole = names(text, /^\[ERROR\] ([\w.$]+\.[\w$]+(?:\([^)\n]*\))?(?:\[\d+\])?) +(?:--|Time)/gm)
  return whole.length > 0 ? whole : names(text, /^\[ERROR\]\s{2,}([\w.$]+(?:\.|#)[\w$]+)/gm)
}

function parseConsole(text: string): TestCounts | null {
  const passed = /^\[\s+(\d+) tests successful\s+\]/m.exec(text)
  const failed = /^\[\s+(\d+) tests failed\s+\]/m.exec(text)
  if (!passed || !failed) return null
  return { passed: Number(passed[1]), failed: Number(failed[1]), failing: names(text, /^\s*(?:JUnit \S+:)(\S.*)$/gm) }
}

function parseGradle(text: string): TestCounts | null {
  const counts = /^(\d+) tests? completed(?:, (\d+) failed)?(?:, (\d+) skipped)?/m.exec(text)
  const ended = /^BUILD (SUCCESSFUL|FAILED)\b/m.exec(text)
  if (!counts && !ended) return null
  const failing = names(text, /^(\S.* > .+?) FAILED\s*$/gm)
  const failed = counts ? Number(counts[2] ?? 0) : failing.length || null
  const passed = counts ? Number(counts[1]) - (failed ?? 0) - Number(counts[3] ?? 0) : null
  return { passed, failed, failing, ...(ended && { verdict: ended[1] === 'SUCCESSFUL' ? 'passed' : 'failed' }) }
}
