import { counted, defineTestFormat, sum } from './format.ts'

/** Home-made runners: a line that counts what passed and what failed. The last such line decides. */
export default defineTestFormat({
  id: 'generic',
  source: 'lines such as `12 passed, 1 failed`, `Passed: 12 Failed: 1`, `12/12 tests passed`',
  parse(text) {
    for (const line of lastLines(text, 60)) {
      if (line.length > 300) continue
      const of =
        /\b(\d{1,7})\s*\/\s*(\d{1,7})\s+(?:tests?|checks?|specs?|assertions?)?\s*(?:passed|passing|ok)\b/i.exec(line)
      if (of) return { passed: Number(of[1]), failed: Math.max(0, Number(of[2]) - Number(of[1])), failing: [] }
      const labels = /\bpass(?:ed)?\s*[:=]\s*(\d{1,7})\b.{0,40}?\bfail(?:ed|ures)?\s*[:=]\s*(\d{1,7})\b/i.exec(line)
      if (labels) return { passed: Number(labels[1]), failed: Number(labels[2]), failing: [] }
      const passed = counted(line, /^pass(?:ed|ing|es)?$/i)
      const failed = sum(counted(line, /^fail(?:ed|ing|ures?)?$/i))
      if (passed !== null && failed !== null) return { passed, failed, failing: [] }
    }
    return null
  },
})

/** The last lines of a text, the last one first. */
function* lastLines(text: string, most: number): Generator<string> {
  for (let n = 0, end = text.length; n < most && end >= 0; n += 1) {
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1
    yield text.slice(start, end)
    end = start - 1
  }
}
