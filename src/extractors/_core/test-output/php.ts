import { counted, defineTestFormat, names } from './format.ts'

export default defineTestFormat({
  id: 'php',
  signs: ['Tests:', 'OK ('],
  hint: /phpunit|pest|artisan|paratest/,
  source: 'https://docs.phpunit.de/, https://pestphp.com/docs',
  parse(text) {
    const pest = /^\s*Tests:\s{2,}(\d+ .*?)(?: \(\d+ assertions?\))?\s*$/m.exec(text)?.[1]
    if (pest)
      return {
        passed: counted(pest, /^passed$/) ?? 0,
        failed: counted(pest, /^failed$/) ?? 0,
        failing: names(text, /^\s*(?:⨯|FAILED)\s+(\S.*?)(?:\s+[\d.]+s)?\s*$/gm),
      }
    const ok = /^OK \((\d+) tests?, \d+ assertions?\)/m.exec(text)
    if (ok) return { passed: Number(ok[1]), failed: 0, failing: [] }
    const line = /^Tests: (\d+), Assertions: \d+(.*)\.\s*$/m.exec(text)
    if (!line) return null
    const part = (word: string): number => Number(new RegExp(`\\b${word}: (\\d+)`).exec(line[2]!)?.[1] ?? 0)
    const failed = part('Failures') + part('Errors')
    const failing = failed ? names(text, /^\d+\) ([\w\\]+::\S.*)$/gm) : []
    return { passed: Math.max(0, Number(line[1]) - failed - part('Skipped') - part('Incomplete')), failed, failing }
  },
})
