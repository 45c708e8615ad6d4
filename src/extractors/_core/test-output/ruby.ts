import { defineTestFormat, names, totals } from './format.ts'

export default defineTestFormat({
  id: 'ruby',
  signs: [' example', ' assertions, '],
  hint: /rspec|rails|rake|minitest|ruby/,
  source: 'https://rspec.info/documentation/, https://docs.seattlerb.org/minitest/',
  parse(text) {
    const rspec = totals(
      text,
      /^(\d+) examples?, (\d+) failures?(?:, (\d+) pending)?(?:, (\d+) errors? occurred outside of examples)?/gm,
      4,
    )
    if (rspec) {
      const failed = rspec[1]! + rspec[3]!
      return {
        passed: Math.max(0, rspec[0]! - rspec[1]! - rspec[2]!),
        failed,
        failing: names(text, /^rspec \S+ # (.+)$/gm),
      }
    }
    const minitest = totals(
      text,
      /^(\d+) (?:runs|tests), \d+ assertions, (\d+) failures, (\d+) errors(?:, (\d+) (?:skips|pendings))?/gm,
      4,
    )
    if (!minitest) return null
    const failed = minitest[1]! + minitest[2]!
    return {
      passed: Math.max(0, minitest[0]! - failed - minitest[3]!),
      failed,
      failing: names(text, /^\s*(?:\d+\) )?(?:Failure|Error):\s*\n\s*(\w[\w:]*#\S+)/gm),
    }
  },
})
