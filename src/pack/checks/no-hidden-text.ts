import { cleanText } from '../../core/text.ts'
import { defineCheck } from '../check.ts'
import { command } from '../example.ts'

/** Runs of characters that render as nothing or reorder the line; `cleanText` knows which. Emoji and their joiners stay. */
const CANDIDATE = /[^\n\r\t -~\u00a1-\u00ac\u00ae-\u024f]+/g

export default defineCheck({
  id: 'no-hidden-text',
  severity: 'error',
  summary: 'No invisible or reordering characters',
  why: 'Zero-width, bidirectional and tag characters carry orders that a reviewer cannot see and a model reads.',
  examples: {
    ok: [command('Cut the release → done. 👩‍💻')],
    bad: [
      command('Cut the rel\u200bease.'),
      command('Cut \u202eesaeler eht\u202c.'),
      command('Cut it.\u{e0049}\u{e0067}\u{e006e}'),
    ],
  },
  check({ pack, report }) {
    for (const file of pack.files)
      for (const match of file.text.matchAll(CANDIDATE)) {
        const start = match.index
        if (start === 0 && match[0] === '\ufeff') continue
        const { removed } = cleanText(match[0])
        if (removed === 0) continue
        const tags = [...match[0]].map(char => char.codePointAt(0)!).filter(code => code >= 0xe0020 && code <= 0xe007e)
        const payload = String.fromCodePoint(...tags.map(code => code - 0xe0000))
        report(file, {
          place: { start, end: start + match[0].length },
          unexpected: `invisible character U+${firstHidden(match[0]).toString(16).toUpperCase().padStart(4, '0')}`,
          expected: 'text that can be seen',
          ...(payload && { help: `the hidden text reads \`${payload.slice(0, 80)}\`` }),
        })
      }
  },
})

function firstHidden(text: string): number {
  for (const char of text) if (cleanText(char).removed > 0) return char.codePointAt(0)!
  return text.codePointAt(0)!
}
