import { defineTestFormat, names, totals } from './format.ts'

export default defineTestFormat({
  id: 'dotnet',
  signs: ['ed!', 'Total tests: ', 'Test summary: '],
  hint: /^dotnet|vstest/,
  source: 'https://learn.microsoft.com/dotnet/core/tools/dotnet-test',
  parse(text) {
    const failing = names(
      text,
      /^\s*Failed (\S.*?) \[[^\]\n]*\]\s*$/gm,
      /^\s*\[xUnit\.net [^\]\n]*\]\s+(\S.*?) \[FAIL\]\s*$/gm,
    )
    const lines = totals(text, /^\s*(?:Passed|Failed)!\s+-\s+Failed:\s*(\d+), Passed:\s*(\d+)/gm, 2)
    if (lines) return { passed: lines[1]!, failed: lines[0]!, failing }
    const total = totals(text, /^Total tests: (\d+)\s*$/gm, 1)
    const modern = totals(text, /^Test summary: total: \d+, failed: (\d+), succeeded: (\d+)/gm, 2)
    if (modern) return { passed: modern[1]!, failed: modern[0]!, failing }
    if (!total) return null
    const failed = totals(text, /^\s+Failed: (\d+)\s*$/gm, 1)?.[0] ?? 0
    return { passed: totals(text, /^\s+Passed: (\d+)\s*$/gm, 1)?.[0] ?? total[0]! - failed, failed, failing }
  },
})
