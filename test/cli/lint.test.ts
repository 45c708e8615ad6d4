import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { change, filled } from '../support/lint.ts'
import { git, initGit, newPlace, type Place, type Ran, runCli } from '../support/processes.ts'

const gap = change(filled, '- **Current Phase:** Phase 2, the writer', '- **Current Phase:** [milestone/stage]')
const reflection = `## Framework Reflection

**Prompts**: Add the cart
**Guidance received**: N/A
**Followed**: Yes
**Outcome**: partial
**Accomplishments**: Reducer written
**Friction points**: user interrupt
**Root cause** (if not success): stopped by the user
**Proposed changes**: none
**Next step**: write the tests in /code/test/cart.test.ts
`
const token = `${'ghp'}_${'A1b2C3d4E5'.repeat(4)}`

function put(place: Place, name: string, text: string): string {
  const file = path.join(place.project, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

const ids = (ran: Ran) =>
  (JSON.parse(ran.out) as { file: string; kind: string; findings: { ruleId: string }[] }[]).map(
    ({ file, kind, findings }) => [file, kind, ...findings.map(finding => finding.ruleId)].join(' '),
  )

describe('midstride lint FILE', () => {
  it('lists a clean file without findings and exits 0', () => {
    const place = newPlace()
    put(place, 'HANDOFF.md', filled)
    const ran = runCli(place, ['lint', 'HANDOFF.md', '--format', 'json'])
    expect([ran.code, ran.out, ran.err]).toEqual([
      0,
      '[\n  {\n    "file": "HANDOFF.md",\n    "kind": "handoff",\n    "findings": []\n  }\n]\n',
      '',
    ])
  })

  it('reports an error with place and help, and exits 1', () => {
    const place = newPlace()
    put(place, 'HANDOFF.md', gap)
    const ran = runCli(place, ['lint', 'HANDOFF.md'])
    expect(ran.code).toBe(1)
    expect(ran.out).toContain('Unexpected placeholder `[milestone/stage]`, expected the real value  placeholder')
    expect(ran.out).toContain('│ - **Current Phase:** [milestone/stage]')
    expect(ran.err).toBe('')
  })

  it.each([
    ['warnings alone', [], 0],
    ['as many as are allowed', ['--max-warnings', '1'], 0],
    ['more than are allowed', ['--max-warnings', '0'], 1],
  ])('exits by errors and by the limit of warnings: %s', (_, args, code) => {
    const place = newPlace()
    put(place, 'h.md', change(filled, 'The session began', 'As discussed above, the session began'))
    expect(runCli(place, ['lint', 'h.md', ...args]).code).toBe(code)
  })

  it('knows the three kinds, and says what it does not know', () => {
    const place = newPlace()
    put(place, 'r.md', reflection)
    put(place, 'm.md', '## Mission Handoff\n')
    put(place, 'x.md', '# Notes\n\nText.\n')
    const ran = runCli(place, ['lint', 'r.md', 'm.md', 'x.md', '--format', 'json'])
    expect(ran.code).toBe(1)
    expect(ids(ran)).toEqual(['r.md reflection', 'm.md mission mission-sections', 'x.md unknown unknown-document'])
  })

  it('reads a file as the kind it is told', () => {
    const place = newPlace()
    put(place, 'x.md', '# Notes\n\nText.\n')
    expect(ids(runCli(place, ['lint', 'x.md', '--kind', 'reflection', '--format', 'json']))).toEqual([
      'x.md reflection reflection-fenced',
    ])
    expect(ids(runCli(place, ['lint', 'x.md', '--kind', 'auto', '--format', 'json']))).toEqual([
      'x.md unknown unknown-document',
    ])
  })

  it('takes globs, each file once', () => {
    const place = newPlace()
    put(place, 'a/one.md', reflection)
    put(place, 'a/b/two.md', reflection)
    put(place, 'node_modules/x/three.md', reflection)
    expect(ids(runCli(place, ['lint', '**/*.md', 'a/one.md', '--format', 'json']))).toEqual([
      'a/b/two.md reflection',
      'a/one.md reflection',
    ])
  })

  it('reads standard input', () => {
    const ran = runCli(newPlace(), ['lint', '-', '--format', 'json'], { stdin: reflection })
    expect([ran.code, ids(ran)]).toEqual([0, ['<stdin> reflection']])
  })

  it('gives the same with both parsers', () => {
    const place = newPlace()
    put(place, 'h.md', gap)
    const [one, other] = ['satteri', 'remark'].map(parser =>
      runCli(place, ['lint', 'h.md', '--parser', parser, '--format', 'json']),
    )
    expect(one!.out).toBe(other!.out)
  })

  it.each(['text', 'json', 'sarif', 'github', 'junit', 'agent'])('prints as %s, and never a credential', format => {
    const place = newPlace()
    put(place, 'h.md', change(gap, 'The session began', `With ${token} the session began`))
    const ran = runCli(place, ['lint', 'h.md', '--format', format])
    expect(ran.code).toBe(1)
    expect(ran.out).not.toContain(token)
    expect(ran.out).toContain('GitHub token')
  })

  it.each([
    ['a file that is not there', ['lint', 'none.md'], 'none.md does not exist'],
    ['a folder', ['lint', '.'], 'is a directory'],
    ['an empty file', ['lint', 'empty.md'], 'is empty'],
    ['a binary file', ['lint', 'bin.md'], 'is binary'],
    ['a glob without matches', ['lint', 'x/*.md'], "no file matches 'x/*.md'"],
    ['an unknown option', ['lint', '--formt', 'json'], "did you mean '--format'?"],
    ['an unknown format', ['lint', '--format', 'yaml'], "unknown value 'yaml'"],
    ['a limit that is no number', ['lint', 'h.md', '--max-warnings', 'few'], 'is no number'],
    ['a folder that is no repository', ['lint'], 'is not in a git repository'],
    ['an empty standard input', ['lint', '-'], 'stdin is empty'],
    ['a project that is not there', ['lint', 'h.md', '--cwd', 'gone'], 'gone is no directory'],
    ['a transcript that is not there', ['lint', 'h.md', '--transcript', 'gone.jsonl'], 'gone.jsonl does not exist'],
  ])('refuses %s in one line, exit 2', (_, args, words) => {
    const place = newPlace()
    put(place, 'h.md', filled)
    put(place, 'empty.md', '')
    put(place, 'bin.md', 'a\0b')
    const ran = runCli(place, args)
    expect([ran.code, ran.out]).toEqual([2, ''])
    expect(ran.err).toContain(words)
    expect(ran.err.trimEnd().split('\n')).toHaveLength(1)
  })
})

describe('midstride lint, without a file', () => {
  it('finds the handoff documents among the tracked and staged files', () => {
    const place = newPlace()
    initGit(place)
    put(place, 'docs/HANDOFF.md', gap)
    put(place, 'docs/notes.md', '# Notes\n\nHow a Framework Reflection is written.\n')
    put(place, 'commands/handoff.md', `---\ndescription: x\n---\n\n${filled}`)
    git(place, ['add', '.'])
    git(place, ['commit', '-q', '-m', 'docs'])
    put(place, 'staged.md', reflection)
    git(place, ['add', 'staged.md'])
    put(place, 'untracked.md', reflection)
    expect(ids(runCli(place, ['lint', '--format', 'json']))).toEqual([
      'docs/HANDOFF.md handoff placeholder',
      'staged.md reflection',
    ])
  })

  it('says so when there is none, and exits 0', () => {
    const place = newPlace()
    initGit(place)
    const ran = runCli(place, ['lint', '--format', 'json'])
    expect([ran.code, ran.out]).toEqual([0, '[]\n'])
    expect(ran.err).toContain('no handoff document')
  })

  it('lints with --staged what is staged, not what lies in the folder', () => {
    const place = newPlace()
    initGit(place)
    put(place, 'docs/HANDOFF.md', gap)
    put(place, 'other.md', reflection)
    git(place, ['add', '.'])
    git(place, ['commit', '-q', '-m', 'docs'])
    put(place, 'docs/HANDOFF.md', `${gap}\nOne more line.\n`)
    git(place, ['add', '.'])
    put(place, 'docs/HANDOFF.md', filled)
    const ran = runCli(place, ['lint', '--staged', '--format', 'json'])
    expect([ran.code, ids(ran)]).toEqual([1, ['docs/HANDOFF.md handoff placeholder']])
    expect(runCli(place, ['lint', '--staged', 'x.md']).err).toContain("'--staged' takes no files")
    expect(runCli(place, ['lint', '--staged', '--fix']).err).toContain('cannot be mended in place')
  })
})

describe('midstride lint --fix', () => {
  it('mends the file and reports what is left', () => {
    const place = newPlace()
    const file = put(place, 'h.md', change(gap, 'The session began', 'The\u200b session began'))
    const ran = runCli(place, ['lint', 'h.md', '--fix', '--format', 'json'])
    expect([ran.code, ids(ran), ran.err]).toEqual([1, ['h.md handoff placeholder'], 'midstride: h.md: 1 mended\n'])
    expect(readFileSync(file, 'utf8')).toBe(gap)
  })

  it('follows a link to the file, and leaves the link', () => {
    const place = newPlace()
    const file = put(place, 'real.md', change(filled, 'The session began', 'The\u200b session began'))
    symlinkSync(file, path.join(place.project, 'link.md'))
    expect(runCli(place, ['lint', 'link.md', '--fix']).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(filled)
  })

  it('does not mend what came in on standard input', () => {
    expect(runCli(newPlace(), ['lint', '-', '--fix'], { stdin: filled }).err).toContain('cannot be mended in place')
  })
})

describe('midstride lint --cwd', () => {
  it('compares with the project', () => {
    const place = newPlace()
    initGit(place)
    put(place, 'HANDOFF.md', filled)
    const found = ids(runCli(place, ['lint', 'HANDOFF.md', '--cwd', '.', '--format', 'json']))[0]!.split(' ')
    expect(found).toContain('path-missing')
    expect(found).toContain('branch-differs')
    expect(ids(runCli(place, ['lint', 'HANDOFF.md', '--format', 'json']))).toEqual(['HANDOFF.md handoff'])
  })
})

describe('configuration', () => {
  const lint = (place: Place, ...args: string[]) => runCli(place, ['lint', 'h.md', '--format', 'json', ...args])

  it.each([
    ['.midstriderc.json', '{ "rules": { "placeholder": "warning" } }'],
    ['.midstriderc.yaml', 'rules:\n  placeholder: warning\n'],
    ['midstride.config.mjs', "export default { rules: { placeholder: 'warning' } }\n"],
    ['package.json', '{ "name": "x", "midstride": { "rules": { "placeholder": "warning" } } }'],
  ])('is read from %s', (name, text) => {
    const place = newPlace()
    put(place, 'h.md', gap)
    put(place, name, text)
    const ran = lint(place)
    expect([ran.code, JSON.parse(ran.out)[0].findings[0].severity]).toEqual([0, 'warning'])
  })

  it('is looked for upwards, overrides by file, ignores, limits warnings', () => {
    const place = newPlace()
    put(
      place,
      '.midstriderc.json',
      JSON.stringify({
        overrides: [{ files: ['old/**'], rules: { placeholder: 'warning' } }],
        ignore: ['skip.md'],
        maxWarnings: 0,
      }),
    )
    put(place, 'old/h.md', gap)
    put(place, 'skip.md', gap)
    const ran = runCli(place, ['lint', 'h.md', '../skip.md', '--format', 'json'], {
      cwd: path.join(place.project, 'old'),
    })
    expect([ran.code, ids(ran)]).toEqual([1, ['h.md handoff placeholder']])
    expect(runCli(place, ['lint', 'h.md', '--max-warnings', '1'], { cwd: path.join(place.project, 'old') }).code).toBe(
      0,
    )
  })

  it.each([
    ['no JSON', '{', 'is no valid JSON'],
    ['an unknown setting', '{ "rule": {} }', "did you mean 'rules'?"],
    ['an unknown rule', '{ "rules": { "placeholders": "off" } }', "did you mean 'placeholder'?"],
    ['an unknown level', '{ "rules": { "placeholder": "warn" } }', 'one of: off, info, warning, error'],
    ['a list in place of settings', '[]', 'holds no settings'],
    ['a pattern that is none', '{ "ignore": [1] }', 'patterns are strings'],
    ['a limit that is no number', '{ "maxWarnings": "few" }', "'maxWarnings' is no number"],
  ])('is refused in one line: %s', (_, text, words) => {
    const place = newPlace()
    put(place, 'h.md', gap)
    put(place, '.midstriderc.json', text)
    const ran = lint(place)
    expect([ran.code, ran.out]).toEqual([2, ''])
    expect(ran.err).toContain(words)
    expect(ran.err.trimEnd().split('\n')).toHaveLength(1)
  })
})

describe('a baseline', () => {
  it('hides what is known, shows what is new, and says what is gone', () => {
    const place = newPlace()
    put(place, 'h.md', gap)
    const lint = (...args: string[]) =>
      runCli(place, ['lint', 'h.md', '--format', 'json', '--baseline', 'base.json', ...args])
    expect(lint().err).toContain('--update-baseline')
    expect([lint('--update-baseline').code, ids(lint())]).toEqual([0, ['h.md handoff']])
    put(place, 'h.md', `\n${change(gap, 'The session began', `With ${token} the session began`)}`)
    expect(ids(lint())).toEqual(['h.md handoff secret'])
    expect([
      ids(lint('--update-baseline')),
      readFileSync(path.join(place.project, 'base.json'), 'utf8').includes('secret'),
    ]).toEqual([['h.md handoff secret'], false])
    put(place, 'h.md', filled)
    expect(lint().err).toContain('1 of the baseline no longer occur')
  })
})

describe('midstride rules and explain', () => {
  it('list every rule with its page', () => {
    const place = newPlace()
    const all = JSON.parse(runCli(place, ['rules', '--json']).out) as { id: string; group: string }[]
    expect(all.length).toBeGreaterThan(100)
    expect(JSON.parse(runCli(place, ['rules', '--json', '--group', 'safety']).out)).toEqual(
      all.filter(rule => rule.group === 'safety'),
    )
    const ran = runCli(place, ['explain', 'todos-agree'])
    expect([ran.code, ran.out]).toEqual([
      0,
      readFileSync(path.resolve(import.meta.dirname, '../../docs/rules/todos-agree.md'), 'utf8'),
    ])
    expect(runCli(place, ['explain', 'todo-agree']).err).toContain("did you mean 'todos-agree'?")
  })
})
