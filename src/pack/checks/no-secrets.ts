import { findSecrets } from '../../core/secrets.ts'
import { defineCheck } from '../check.ts'
import { command } from '../example.ts'

export default defineCheck({
  id: 'no-secrets',
  severity: 'error',
  summary: 'No credentials',
  why: 'A prompt is copied into every project and sent to every model provider that reads it.',
  examples: {
    ok: [command('Export `NPM_TOKEN` first.')],
    bad: [command(`Export \`NPM_TOKEN=npm_${'a1B2'.repeat(9)}\` first.`)],
  },
  check({ pack, report }) {
    for (const file of pack.files)
      for (const { name, start, end } of findSecrets(file.text))
        report(file, { place: { start, end }, unexpected: `${name}`, expected: 'the name of a variable that holds it' })
  },
})
