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
    bad: [
      { '.mcp.json': `{"mcpServers":{"x":{"command":"x","env":{"KEY":"npm_${'a1B2'.repeat(9)}"}}}}` },
      command(`Export \`NPM_TOKEN=npm_${'a1B2'.repeat(9)}\` first.`),
    ],
  },
  check({ pack, report, reportPack }) {
    for (const file of pack.files)
      for (const { name, start, end } of findSecrets(file.text))
        report(file, { place: { start, end }, unexpected: `${name}`, expected: 'the name of a variable that holds it' })
    for (const [path, text] of pack.source.texts)
      if (!path.endsWith('.md'))
        for (const { name, start, end } of findSecrets(text))
          reportPack(path, {
            place: { start, end },
            unexpected: `${name}`,
            expected: 'the name of a variable that holds it',
          })
  },
})
