import { counted, defineTestFormat, names, sum, type TestCounts } from './format.ts'

export default defineTestFormat({
  id: 'vitest',
  signs: ['Tests', 'Test Files', 'RUN'],
  hint: /vitest/,
  source: 'https://vitest.dev/guide/reporters.html',
  parse(text) {
    const tests = [...text.matchAll(/Tests(?<=^\s*Tests)\s{2,}(.*\(\d+\)|no tests)\s*$/gm)].map(match => match[1]!)
    const files = [...text.matchAll(/Test Files(?<=^\s*Test Files)\s{2,}(.*\(\d+\)|no tests)\s*$/gm)].map(
      match => match[1]!,
    )
    if (tests.length + files.length === 0) return cutShort(text)
    const failed = sum(...tests.map(line => counted(line, /^failed$/))) ?? 0
    const filesFailed = sum(...files.map(line => counted(line, /^failed$/))) ?? 0
    const unhandled = /Errors(?<=^\s*Errors)\s{2,}\d+ error/m.test(text)
    return {
      passed: sum(...tests.map(line => counted(line, /^passed$/))) ?? 0,
      failed,
      failing: failed + filesFailed ? failingOf(text) : [],
      ...((filesFailed > 0 || unhandled) && { verdict: 'failed' as const }),
    }
  },
})

function failingOf(text: string): string[] {
  const full = names(text, /^\s*FAIL\s+(?:\|[^|\n]+\|\s+)?(\S.*?)(?: \[ .* \])?\s*$/gm)
  return full.length > 0 ? full : names(text, /^\s*[×✗] (.+?)(?:\s+\d+\s*ms)?\s*$/gm)
}

/** `| head` takes the summary away; the lines of the run tell what failed so far. */
function cutShort(text: string): TestCounts | null {
  if (!/^\s*RUN\s+v\d/m.test(text)) return null
  const failing = failingOf(text)
  if (failing.length === 0 && !/^\s*❯ .* \| \d+ failed\b/m.test(text)) return null
  return { passed: null, failed: failing.length || null, failing, verdict: 'failed', partial: true }
}
