import { defineTestFormat, names, type TestCounts } from './format.ts'

const PACKAGE = /^(?:ok {2}|FAIL|\? {3})\s*\t\S+/m

export default defineTestFormat({
  id: 'go',
  signs: ['"Action":', 'DONE ', '--- ', 'ok  ', 'FAIL', 'PASS', '?   '],
  hint: /^go(?: |tes)/,
  source: 'https://pkg.go.dev/cmd/go#hdr-Test_packages',
  parse(text) {
    if (/^\{"Time":.*"Action":"(?:pass|fail|run|output)"/m.test(text)) return parseJson(text)
    const done = /^DONE (\d+) tests?(?:, (\d+) skipped)?(?:, (\d+) failures?)?(?:, (\d+) errors?)?/m.exec(text)
    const tested = /^\s*--- (?:PASS|FAIL|SKIP): /m.test(text)
    if (!done && !tested && !PACKAGE.test(text) && !/^(?:PASS|FAIL)\s*$/m.test(text)) return null
    const failing = leaves(names(text, /^\s*--- FAIL: (\S+)/gm, /^=== FAIL: \S+ (\S+)/gm))
    const broken = /^FAIL\b|^--- FAIL:|\[(?:build|setup) failed\]/m.test(text)
    const passed = /^\s*--- PASS: /m.test(text) ? leafPasses(text) : null
    if (done) {
      const failed = Number(done[3] ?? 0) + Number(done[4] ?? 0)
      return {
        passed: Number(done[1]) - Number(done[2] ?? 0) - failed,
        failed,
        failing,
        verdict: failed ? 'failed' : 'passed',
      }
    }
    const ran = passed !== null || /^ok {2}\t(?!.*\[no tests to run\])|^PASS\s*$/m.test(text)
    return {
      passed: broken || ran ? passed : 0,
      failed: broken ? failing.length || null : 0,
      failing,
      ...(broken ? { verdict: 'failed' as const } : ran && { verdict: 'passed' as const }),
      partial: true,
    }
  },
})

/** A failing subtest fails its parents too; only the innermost names count. */
function leaves(all: string[]): string[] {
  const parents = new Set(all.flatMap(name => [...name.matchAll(/\//g)].map(slash => name.slice(0, slash.index))))
  return all.filter(name => !parents.has(name))
}

function leafPasses(text: string): number {
  const all = [...text.matchAll(/^\s*--- PASS: (\S+)/gm)].map(match => match[1]!)
  return leaves(all).length
}

function parseJson(text: string): TestCounts | null {
  const last = { pass: new Set<string>(), fail: new Set<string>() }
  let verdict: TestCounts['verdict'] = 'passed'
  for (const match of text.matchAll(/^\{[^\n]*"Action":"(pass|fail)"[^\n]*\}$/gm)) {
    if (match[1] === 'fail') verdict = 'failed'
    const test = /"Test":"((?:[^"\\]|\\.)*)"/.exec(match[0])?.[1]
    if (test) last[match[1] as 'pass' | 'fail'].add(test)
  }
  const failing = leaves([...last.fail]).slice(0, 100)
  return { passed: leaves([...last.pass]).length, failed: failing.length, failing, verdict, partial: true }
}
