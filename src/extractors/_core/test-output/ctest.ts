import { defineTestFormat, names } from './format.ts'

export default defineTestFormat({
  id: 'ctest',
  signs: ['% tests passed, '],
  hint: /^ctest/,
  source: 'https://cmake.org/cmake/help/latest/manual/ctest.1.html',
  parse(text) {
    const line = [...text.matchAll(/^\d+% tests passed, (\d+) tests? failed out of (\d+)/gm)].at(-1)
    if (!line) return null
    const failed = Number(line[1])
    const skipped = text.match(/^\s*\d+ - .+ \(Skipped\)\s*$/gm)?.length ?? 0
    const list = failed ? text.slice(text.search(/^The following tests FAILED:/m)) : ''
    return {
      passed: Math.max(0, Number(line[2]) - failed - skipped),
      failed,
      failing: names(list, /^\s*\d+ - (\S.*?) \([A-Z][^)\n]*\)/gm),
    }
  },
})
