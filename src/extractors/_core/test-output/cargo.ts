import { defineTestFormat, names, totals } from './format.ts'

export default defineTestFormat({
  id: 'cargo',
  hint: /^cargo/,
  source: 'https://doc.rust-lang.org/cargo/commands/cargo-test.html, https://nexte.st/docs/reporting/',
  parse(text) {
    const nextest = totals(
      text,
      /^\s*Summary \[[^\]\n]*\]\s+\d+(?:\/\d+)? tests? run: (\d+) passed(?: \([^)\n]*\))?(?:, (\d+) failed)?(?:, (\d+) timed out)?/gm,
      3,
    )
    if (nextest)
      return {
        passed: nextest[0]!,
        failed: nextest[1]! + nextest[2]!,
        failing: names(text, /^\s*(?:FAIL|TIMEOUT|SIGABRT|SIGSEGV) \[[^\]\n]*\](?: \([^)\n]*\))?\s+(\S.*?)\s*$/gm),
      }
    const classic = totals(text, /^test result: (?:ok|FAILED)\. (\d+) passed; (\d+) failed;/gm, 2)
    if (classic)
      return { passed: classic[0]!, failed: classic[1]!, failing: names(text, /^test (\S.*?) \.\.\. FAILED\s*$/gm) }
    if (/^error(?:\[E\d+\])?: |^error: could not compile/m.test(text) && /could not compile/.test(text))
      return { passed: null, failed: null, failing: [], verdict: 'failed' }
    return null
  },
})
