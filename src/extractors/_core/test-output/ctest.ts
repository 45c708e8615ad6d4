import { defineTestFormat, names } from './format.ts'

export default defineTestFormat({
  id: 'ctest',
  hint: /^ctest/,
  source: 'https://cmake.org/cmake/help/latest/manual/ctest.1.html',
  parse(text) {
    const line = [...text.matchAll(/^\d+% tests passed, (\d+) tests failed out of (\d+)/gm)].at(-1)
    if (!line) return null
    const failed = Number(line[1])
    return {
      passed: Number(line[2]) - failed,
      failed,
      failing: names(text, /^\s*\d+ - (\S+) \((?:Failed|Timeout|SEGFAULT|Not Run|Child aborted|[A-Z]\w+)[^)\n]*\)/gm),
    }
  },
})
