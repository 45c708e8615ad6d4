import { suggest } from '../../core/text.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { command } from '../example.ts'
import type { PackFile } from '../pack.ts'
import type { CodeSpan } from '../view.ts'

const CALL = /(?<![\w./@-])midstride[^\S\n]+([a-z][a-z-]*)([^\n|;&`#]*)/g
const FLAG = /(?<!\S)--([a-z][a-z0-9-]*)(?:(?:=|[^\S\n]+)([^\s,)]+))?/g
const SHELL = new Set(['', 'bash', 'sh', 'shell', 'console', 'text', 'zsh', 'yaml', 'yml'])

export default defineCheck({
  id: 'cli-exists',
  severity: 'error',
  summary: "Every verb and option of midstride's command line that is named exists",
  why: 'A command line that fails is the first thing an agent tries and the last thing it trusts.',
  examples: {
    ok: [
      command('Run `midstride lint --format json`.'),
      command('```bash\n# what midstride can do\nmidstride lint # midstride mends it\n```'),
    ],
    bad: [
      command('Run `midstride lnt HANDOFF.md`.'),
      command('Run `midstride lint --fixx`.'),
      command('Run `midstride draft --mode automatic`.'),
    ],
  },
  check(context) {
    for (const file of context.files)
      for (const span of file.view.code) if (span.lang === null || SHELL.has(span.lang)) checkSpan(context, file, span)
  },
})

function checkSpan({ world, report }: CheckContext, file: PackFile, span: CodeSpan): void {
  for (const match of span.value.matchAll(CALL)) {
    if (isRemark(span, match.index)) continue
    const verb = match[1]!
    const start = span.at + match.index + match[0].indexOf(verb, 9)
    const options = world.verbs.get(verb)
    if (!options) {
      const near = suggest(verb, world.verbs.keys())
      report(file, {
        place: { start, end: start + verb.length },
        unexpected: `unknown verb \`midstride ${verb}\``,
        expected: near ? `\`midstride ${near}\`` : `one of ${[...world.verbs.keys()].join(', ')}`,
      })
      continue
    }
    for (const flag of match[2]!.matchAll(FLAG)) {
      const at = start + verb.length + flag.index
      const place = { start: at, end: at + flag[0].length }
      const [, name = '', value] = flag
      const option = options.get(name)
      if (!option && name !== 'help') {
        const near = suggest(name, options.keys())
        report(file, {
          place,
          unexpected: `unknown option \`--${name}\` of \`midstride ${verb}\``,
          expected: near ? `\`--${near}\`` : `one of ${[...options.keys()].map(key => `--${key}`).join(', ')}`,
        })
      } else if (option?.choices && value && /^[a-z][a-z0-9-]*$/.test(value) && !option.choices.includes(value))
        report(file, {
          place,
          unexpected: `value \`${value}\` of \`--${name}\``,
          expected: `one of ${option.choices.join(', ')}`,
        })
    }
  }
}

/** Behind a `#` of a shell block stands a remark, not a command. */
const isRemark = ({ value, lang }: CodeSpan, index: number): boolean =>
  lang !== null && /(?:^|\s)#/.test(value.slice(value.lastIndexOf('\n', index - 1) + 1, index))
