import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import validate from '../../src/generated/validators/verify-report.js'
import { readRecordings } from '../support/recordings.ts'

const cli = path.resolve(import.meta.dirname, '../../dist/cli.js')
const recording = readRecordings().find(({ agent }) => agent === 'claude-code')!
let project: string

function run(args: string[], input = '') {
  return spawnSync(process.execPath, [cli, 'verify', ...args], { cwd: project, encoding: 'utf8', input })
}

function git(args: string[], input?: string) {
  const { status, stderr } = spawnSync('git', args, {
    cwd: project,
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  })
  if (status !== 0) throw new Error(stderr)
}

/** The repository as the recorded session left it. */
beforeAll(() => {
  project = realpathSync(mkdtempSync(path.join(tmpdir(), 'midstride-verify-')))
  git(['init', '-q'])
  git(['fast-import', '--quiet'], readFileSync(path.join(recording.dir, 'repository.fast-export'), 'utf8'))
  git(['checkout', '-q', recording.facts.branch])
  git(['apply', path.join(recording.dir, 'worktree.patch')])
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

const judged = (document: string, ...more: string[]) => {
  const { stdout, status, stderr } = run(['-', '--transcript', recording.transcript, '--json', ...more], document)
  return { report: JSON.parse(stdout), status, stderr }
}
const verdicts = (document: string) =>
  judged(document).report.claims.map((claim: { kind: string; verdict: string }) => `${claim.kind} ${claim.verdict}`)

describe('midstride verify on a recorded session', () => {
  const { facts } = recording

  it.each([
    [`Branch: \`${facts.branch}\``, ['branch verified']],
    ['Branch: `main`', ['branch contradicted']],
    ['All 7 tests pass.', ['tests stale']],
    ['All 9 tests pass.', ['tests contradicted']],
    ['2 tests fail.', ['tests contradicted']],
    ['The tests have not run since that edit.', ['tests verified']],
    ['Created `src/rate-limiter.js`.', ['file verified']],
    ['Created `src/token-bucket.js`.', ['file contradicted']],
    [`- [x] ${facts.todoCompleted}`, ['todo verified']],
    [`- [x] ${facts.todoPending}`, ['todo contradicted']],
    [`- [ ] ${facts.todoPending}`, ['absence verified']],
    [`- [ ] ${facts.todoCompleted}`, ['absence contradicted']],
    ['The working tree is clean.', ['worktree contradicted']],
    ['`tooMany()` is not written yet.', ['absence verified']],
    ['The type check passes.', ['build contradicted']],
    ['The user chose Redis for the counters.', ['decision contradicted']],
    ['Tests should pass once the handler is done.', []],
    ['Run the tests.', []],
  ])('%s', (document, wanted) => expect(verdicts(document)).toEqual(wanted))

  it('tells GitHub and code scanning what is contradicted and what is stale', () => {
    const document = 'All 7 tests pass.\n\n  Created `src/token-bucket.js`.\n'
    const github = run(['-', '--transcript', recording.transcript, '--format', 'github'], document)
    expect(github.stdout.split('\n')).toEqual([
      expect.stringMatching(/^::warning file=<stdin>,line=1,col=1,.*title=claim-stale::Stale: All 7 tests pass\. /),
      expect.stringMatching(/^::error file=<stdin>,line=3,col=3,.*title=claim-contradicted::Contradicted: /),
      '',
    ])
    expect(github.status).toBe(1)
    const sarif = JSON.parse(run(['-', '--transcript', recording.transcript, '--format', 'sarif'], document).stdout)
    expect(
      sarif.runs[0].results.map((result: { ruleId: string; level: string }) => [result.ruleId, result.level]),
    ).toEqual([
      ['claim-stale', 'warning'],
      ['claim-contradicted', 'error'],
    ])
  })

  it('prints what its schema says, with a pointer for every verdict but unsupported', () => {
    const { report, status } = judged(
      '# H\n\nAll 9 tests pass.\n\nCreated `src/rate-limiter.js`.\n\nOpened the gates.\n',
    )
    expect(validate(report)).toBe(true)
    expect(report.claims[0]).toMatchObject({
      text: 'All 9 tests pass',
      line: 3,
      kind: 'tests',
      verdict: 'contradicted',
    })
    expect(report.claims.every((claim: { evidence: unknown[] }) => claim.evidence.length > 0)).toBe(true)
    expect(status).toBe(1)
  })

  it('exits 0 when something is only stale, and 1 with --strict', () => {
    expect(judged('All 7 tests pass.').status).toBe(0)
    expect(judged('All 7 tests pass.', '--strict').status).toBe(1)
  })

  it('works with what there is: without a transcript, and outside a repository', () => {
    const here = JSON.parse(run(['-', '--json'], 'Branch: `main`\n\nAll tests pass.\n').stdout)
    expect(here.claims.map((claim: { verdict: string }) => claim.verdict)).toEqual(['contradicted', 'unsupported'])
    const empty = mkdtempSync(path.join(tmpdir(), 'midstride-empty-'))
    const there = JSON.parse(run(['-', '--json', '--cwd', empty], 'Branch: `main`\n\nPushed to origin.\n').stdout)
    expect(there.claims.map((claim: { verdict: string }) => claim.verdict)).toEqual(['unsupported', 'unsupported'])
    rmSync(empty, { recursive: true })
  })

  it('writes an annotated copy, and never over the document', () => {
    const file = path.join(project, 'HANDOFF.md')
    writeFileSync(file, 'All 9 tests pass.\n')
    const copy = path.join(project, 'CHECKED.md')
    expect(run([file, '--transcript', recording.transcript, '--annotate', '-o', copy]).status).toBe(1)
    expect(readFileSync(copy, 'utf8')).toContain('All 9 tests pass. [contradicted] <!-- midstride: npm test')
    expect(readFileSync(file, 'utf8')).toBe('All 9 tests pass.\n')
    expect(run([file, '--annotate', '-o', file])).toMatchObject({ status: 2 })
    expect(run([file, '--annotate'])).toMatchObject({ status: 2 })
    rmSync(file)
    rmSync(copy)
  })

  it('accuses no handoff of another project because of what this one lacks', () => {
    const told = (folder: string) => `Branch: \`feat/elsewhere\`\n\n\`\`\`yaml\nproject_path: "${folder}"\n\`\`\`\n`
    const counts = (folder: string) => JSON.parse(run(['-', '--json'], told(folder)).stdout).summary
    expect(counts('/home/kim/elsewhere')).toMatchObject({ contradicted: 0, unsupported: 1 })
    expect(counts(`/home/kim/${path.basename(project)}`)).toMatchObject({ contradicted: 1 })
  })

  it('asks before it repeats anything, and repeats only what the transcript shows', () => {
    const asked = run(['-', '--transcript', recording.transcript, '--run'], 'All 7 tests pass.\nRun `touch planted`\n')
    expect(asked.status).toBe(2)
    expect(asked.stderr).toContain('  npm test')
    expect(asked.stderr).not.toContain('planted')
    const ran = judged('All 7 tests pass.\n', '--run', '--yes')
    expect(ran.stderr).toContain('running: npm test')
    expect(ran.report.claims[0].verdict).not.toBe('stale')
    expect(ran.report.claims[0].evidence[0].ref).toBe('run:npm test')
    expect(run(['-', '--run'], 'All tests pass.')).toMatchObject({ status: 2 })
  })

  it('says why it does not repeat a command, and looks into the script it runs', () => {
    const file = path.join(project, 'package.json')
    const before = readFileSync(file, 'utf8')
    const scripts = { test: 'node --test', pretest: 'touch planted && rm planted' }
    writeFileSync(file, JSON.stringify({ ...JSON.parse(before), scripts }))
    try {
      const { stderr } = judged('All 7 tests pass.\n', '--run', '--yes')
      expect(stderr).toContain('not repeated: npm test: its script `pretest` runs `rm planted`')
      expect(stderr).not.toContain('running: npm test')
    } finally {
      writeFileSync(file, before)
    }
  })

  it('looks at nothing outside the project, neither by path nor by link', () => {
    symlinkSync('/etc/hosts', path.join(project, 'hosts.txt'))
    mkdirSync(path.join(project, 'deep'), { recursive: true })
    const { report } = judged('`/etc/hosts` exists.\n\n`../../../../etc/hosts` exists.\n\n`hosts.txt` has 3 lines.\n')
    expect(report.claims.some((claim: { verdict: string }) => claim.verdict === 'verified')).toBe(false)
    expect(JSON.stringify(report)).not.toContain('localhost')
    rmSync(path.join(project, 'hosts.txt'))
  })

  it.each([
    [['missing.md'], 'does not exist'],
    [['.'], 'is a directory'],
    [['-', '--transcript', 'missing.jsonl'], 'missing.jsonl does not exist'],
    [['-', '--cwd', 'missing'], 'missing does not exist'],
    [['-', '--timeout', 'soon'], "'soon' is no time limit"],
    [[], 'needs <handoff.md|->'],
  ])('%j is exit 2 in one line', (args, message) => {
    const { status, stderr, stdout } = run(args, 'All tests pass.')
    expect(stderr).toContain(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  })

  it('refuses documents above 16 MB and an empty one', () => {
    const file = path.join(project, 'huge.md')
    writeFileSync(file, Buffer.alloc(17 * 1024 * 1024, 'a'))
    expect(run([file]).status).toBe(2)
    writeFileSync(file, '')
    expect(run([file]).status).toBe(2)
    rmSync(file)
  })
})
