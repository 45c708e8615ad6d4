import { defineCheck } from '../check.ts'
import { command } from '../example.ts'

const PLACEHOLDER = /(?<![\w\\$])\$(?:ARGUMENTS(?:\[\d+\])?|@|[0-9]\b|\{[0-9][^}\n]{0,40}\})|\{\{args\}\}/g

/** All of the input: not portable, but at least not another argument than was meant. */
const WHOLE = new Set(['$ARGUMENTS', '$@', '{{args}}'])

export default defineCheck({
  id: 'no-argument-placeholders',
  severity: 'error',
  summary: 'Arguments are spoken of in prose, not by placeholder',
  why: '`$1` is the second argument in Claude Code and the first in OpenCode, and most agents substitute nothing at all in a skill.',
  examples: {
    ok: [command('Words given with the command name the version.'), command("```bash\nawk '{ print $1 }' log\n```")],
    bad: [command('Release version $1.'), command('Input: $ARGUMENTS'), command('Ship `$ARGUMENTS[0]`.')],
  },
  check({ files, report }) {
    for (const file of files) {
      if (file.role !== 'entry' || file.kind === 'workflow') continue
      const inline = file.view.code.filter(({ lang }) => lang === null)
      for (const { text, at } of [
        { text: file.view.prose, at: 0 },
        ...inline.map(({ value, at }) => ({ text: value, at })),
      ])
        for (const match of text.matchAll(PLACEHOLDER)) {
          const start = at + match.index
          report(file, {
            place: { start, end: start + match[0].length },
            ...(WHOLE.has(match[0]) && { severity: 'warning' as const }),
            unexpected: `argument placeholder \`${match[0]}\``,
            expected: 'prose: "the words given with the command"',
          })
        }
    }
  },
})
