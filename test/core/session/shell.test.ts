import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseShell } from '../../../src/core/session/shell.ts'

/** `word|word {redirect target} joint`; `~` marks what is not literal, `N` what is nested. */
const show = (line: string): string[] =>
  parseShell(line).map(({ words, redirects, joint, nested }) =>
    [
      words.map(word => `${word.literal ? '' : '~'}${word.text}`).join('|'),
      ...redirects.map(({ operator, target }) => `{${operator} ${target.text}}`),
      nested ? 'N' : '',
      joint,
    ]
      .filter(Boolean)
      .join(' '),
  )

const LINES: [line: string, commands: string[]][] = [
  ['npm test', ['npm|test']],
  ['a && b || c; d & e', ['a &&', 'b ||', 'c ;', 'd &', 'e']],
  ['a | b |& c', ['a |', 'b |', 'c']],
  ['FOO=1 BAR="x y" cmd arg', ['cmd|arg']],
  [`echo 'a "b"' "c 'd' \\"e\\"" f\\ g`, [`echo|a "b"|c 'd' "e"|f g`]],
  ['echo "$HOME" \'$HOME\' ${X:-y} $(date) `id`', ['date N', 'id N', 'echo|~$HOME|$HOME|~${X:-y}|~$(date)|~`id`']],
  ['ls *.ts [ab] ~/x a~b', ['ls|~*.ts|~[ab]|~~/x|a~b']],
  ['cat > out.txt < in.txt 2>> err.log 2>&1', ['cat {> out.txt} {< in.txt} {2>> err.log} {2>& 1}']],
  ['cmd &> all.log', ['cmd {> all.log}']],
  ["cat > a.txt <<'EOF'\nnpm test\n  EOF2\nEOF\nls", ['cat {> a.txt} ;', 'ls']],
  ['cat <<-END | grep x\n\tbody\n\tEND\npwd', ['cat |', 'grep|x ;', 'pwd']],
  [
    `git commit -m "$(cat <<'EOF'\nit's (a) "test"\nEOF\n)" && git push`,
    ['cat N ;', `git|commit|-m|~$(cat <<'EOF'\nit's (a) "test"\nEOF\n) &&`, 'git|push'],
  ],
  ['(cd a && npm t); pwd', ['cd|a &&', 'npm|t ;', 'pwd']],
  ['diff <(sort a) <(sort b)', ['sort|a N', 'sort|b N', 'diff|~<(sort a)|~<(sort b)']],
  ['if true; then npm test; fi', ['if|true ;', 'then|npm|test ;', 'fi']],
  ['for f in *.ts; do echo $f; done', ['for|f|in|~*.ts ;', 'do|echo|~$f ;', 'done']],
  ['a # comment && b\nc', ['a ;', 'c']],
  ['echo a#b', ['echo|a#b']],
  ['a \\\n  b', ['a|b']],
  ['echo $((1+2))', ['echo|~$((1+2))']],
  ['', []],
  ['"unfinished', ['unfinished']],
  ['$(', ['~$(']],
]

describe('parseShell', () => {
  it.each(LINES)('%j', (line, commands) => {
    expect(show(line)).toEqual(commands)
  })

  it('never throws and always ends', () => {
    const piece = fc.constantFrom(
      '$(',
      '`',
      "'",
      '"',
      '<<EOF',
      '\n',
      ')',
      '(',
      '{',
      '}',
      '|',
      '&&',
      ';',
      '\\',
      '$',
      '${',
      '#',
      '>',
      '2>&1',
      'word',
      ' ',
      '*',
      '=',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map(parts => parts.join('')),
        line => void parseShell(line),
      ),
    )
    fc.assert(fc.property(fc.string(), line => void parseShell(line)))
  })

  it('stays linear on long hostile lines', () => {
    for (const part of ['$(', '"', '`', '<(', "'", '<<A\n', '${', '(', 'a=', '\\', '$((', '|', '> '])
      expect(parseShell(part.repeat(60_000)).length).toBeGreaterThanOrEqual(0)
  })
})
