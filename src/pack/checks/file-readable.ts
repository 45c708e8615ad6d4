import { defineCheck } from '../check.ts'
import { command } from '../example.ts'

export default defineCheck({
  id: 'file-readable',
  severity: 'error',
  summary: 'Every prompt is a text file of UTF-8, not empty, at most 1 MiB',
  why: 'A prompt that is binary, empty or enormous is loaded as noise or not at all.',
  examples: {
    ok: [command('Cut the release.')],
    bad: [{ 'commands/ship.md': '' }, { 'commands/ship.md': '---\ndescription: Use when shipping.\n---\n\n' }],
  },
  check({ pack, reportPack, report }) {
    for (const [path, reason] of pack.source.unreadable ?? [])
      reportPack(path, { unexpected: `unreadable file: ${reason}`, expected: 'a text file of UTF-8' })
    for (const file of pack.files)
      if (
        file.role === 'entry' &&
        file.front.state !== 'refused' &&
        file.text.slice(file.front.bodyStart).trim() === ''
      )
        report(file, {
          place: { start: 0, end: 0 },
          unexpected: `empty ${file.kind}`,
          expected: 'instructions below the front matter',
        })
  },
})
