import { counted, defineTestFormat, names, sum, type TestCounts } from './format.ts'

const SUMMARY = /^(?:=+ )?((?:\d+ [a-z]+(?:, )?)+|no tests ran) in [\d.:]+(?:s| seconds)?(?: \([\d:]+\))?(?: =+)?\s*$/gm

export default defineTestFormat({
  id: 'pytest',
  signs: [' in ', '::'],
  hint: /pytest|py\.test|tox|nox/,
  source: 'https://docs.pytest.org/en/stable/how-to/output.html',
  parse(text) {
    const last = [...text.matchAll(SUMMARY)].at(-1)?.[1]
    if (last === undefined || !/passed|failed|error|skipped|xfailed|xpassed|deselected|no tests/.test(last))
      return cutShort(text)
    const failed = sum(counted(last, /^failed$/), counted(last, /^errors?$/)) ?? 0
    return {
      passed: counted(last, /^passed$/) ?? 0,
      failed,
      failing: failed ? names(text, /^(?:FAILED|ERROR) (\S+(?: \S+)*?)(?: - .*)?$/gm) : [],
      ...(/no tests ran/.test(last) && { verdict: 'failed' as const }),
    }
  },
})

/** A run that was stopped has no summary; its verbose lines tell what failed so far. */
function cutShort(text: string): TestCounts | null {
  const failing = names(
    text,
    /^(\S+::\S.*?) (?:FAILED|ERROR) +\[ *\d+%\]/gm,
    /^\[gw\d+\] \[ *\d+%\] (?:FAILED|ERROR) (\S+::\S.*?)\s*$/gm,
  )
  return failing.length > 0 ? { passed: null, failed: failing.length, failing, verdict: 'failed', partial: true } : null
}
