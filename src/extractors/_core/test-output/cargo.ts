import { defineTestFormat, names, totals } from './format.ts'

export default defineTestFormat({
  id: 'cargo',
  signs: ['Summary [', 'test result: ', 'could not compile'],
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
    if (classic) return { passed: classic[0]!, failed: classic[1]!, failing: failingOf(text), ...(isCut(text) && CUT) }
    if (/^error(?:\[E\d+\])?: |^error: could not compile/m.test(text) && /could not compile/.test(text))
      return { passed: null, failed: null, failing: [], verdict: 'failed' }
    return null
  },
})

const CUT = { partial: true }

/** Every binary prints a header before its result; a result without one means that earlier binaries were cut off. */
function isCut(text: string): boolean {
  const headers = text.match(/^running \d+ tests?\s*$/gm)?.length ?? 0
  const results = text.match(/^test result: /gm)?.length ?? 0
  return headers < results && !text.split('\n').every(line => line.trim() === '' || line.startsWith('test result: '))
}

/** `test a::b ... FAILED`, quiet `a::b --- FAILED`, and the list that ends each binary's output. */
function failingOf(text: string): string[] {
  const said = names(text, /^(?:test )?(\S.*?)(?: - should panic)? (?:\.\.\.|---) FAILED\s*$/gm)
  if (said.length > 0) return said
  const lists = [...text.matchAll(/^failures:\n((?: {4}\S.*\n?)+)/gm)].map(match => match[1]!).join('')
  return names(lists, /^ {4}(\S.*)$/gm)
}
