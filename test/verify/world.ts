import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Session } from '../../src/core/types.ts'
import { at, session } from '../support/session.ts'

/** A real repository with a session that took place in it. */
export interface World {
  root: string
  session: Session
  /** Full sha of a commit by a short name. */
  sha: Record<string, string>
}

const roots: string[] = []
export const cleanUp = () => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
}

/** Fixed times make the shas the same on every run. */
let clock = 0
const tick = () => new Date(Date.UTC(2026, 0, 5, 8, clock++)).toISOString()

function git(cwd: string, ...args: string[]): string {
  const time = args[0] === 'commit' ? { GIT_AUTHOR_DATE: tick() } : {}
  return execFileSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...time,
      ...('GIT_AUTHOR_DATE' in time && { GIT_COMMITTER_DATE: time.GIT_AUTHOR_DATE }),
      GIT_AUTHOR_NAME: 'Kim',
      GIT_AUTHOR_EMAIL: 'kim@example.org',
      GIT_COMMITTER_NAME: 'Kim',
      GIT_COMMITTER_EMAIL: 'kim@example.org',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
    },
  }).trim()
}

function write(root: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), text)
  }
}

const BASE: Record<string, string> = {
  'package.json': `${JSON.stringify({ name: 'importer', version: '1.4.2', scripts: { test: 'vitest run', build: 'tsc' }, dependencies: { zod: '^4.1.0', 'csv-parse': '^5.6.0' }, devDependencies: { vitest: '^4.0.1' } }, null, 2)}\n`,
  'README.md': '# importer\n\nReads CSV.\n',
  'src/parse.ts':
    'export function parseRow(line: string): string[] {\n  return line.split(",")\n}\n\nexport class CsvReader {\n  rows = 0\n}\n',
  'src/server.ts': 'import { parseRow } from "./parse.ts"\n\nexport const serve = () => parseRow("")\n',
  'src/legacy.ts': 'export function oldImport() {}\n',
  'test/parse.test.ts': 'test("parses a row", () => {})\n',
}

const IMPORTER =
  'import { CsvReader } from "./parse.ts"\n\nexport interface ImportOptions {\n  strict: boolean\n}\n\nexport function importFile(name: string): CsvReader {\n  return new CsvReader()\n}\n\nexport const MAX_ROWS = 1000\n'

/**
 * `fresh`: everything passed, is committed and pushed, and nothing changed since. `broken`: tests, build and lint failed, work lies
 * uncommitted and unpushed. `aged`: as fresh, then source changed, a commit came on top, another branch was checked out, files went.
 */
export function buildWorld(state: 'fresh' | 'broken' | 'aged'): World {
  clock = 0
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'midstride-world-')))
  const remote = realpathSync(mkdtempSync(path.join(tmpdir(), 'midstride-remote-')))
  roots.push(root, remote)
  git(remote, 'init', '-q', '--bare')
  git(root, 'init', '-q', '-b', 'main')
  git(root, 'remote', 'add', 'origin', remote)
  write(root, BASE)
  git(root, 'add', '.')
  git(root, 'commit', '-qm', 'Read CSV')
  git(root, 'push', '-q', '-u', 'origin', 'main')
  const sha: Record<string, string> = { base: git(root, 'rev-parse', 'HEAD') }
  git(root, 'checkout', '-qb', 'feat/csv-import')
  write(root, {
    'src/importer.ts': IMPORTER,
    'test/importer.test.ts': 'test("imports", () => {})\n',
    'src/parse.ts': `${BASE['src/parse.ts']}export const SEPARATOR = ","\n`,
  })
  rmSync(path.join(root, 'src/legacy.ts'))
  if (state !== 'broken') {
    git(root, 'add', '.')
    git(root, 'commit', '-qm', 'Import CSV files in batches')
    sha.work = git(root, 'rev-parse', 'HEAD')
    git(root, 'push', '-q', '-u', 'origin', 'feat/csv-import')
  } else {
    git(root, 'add', 'src/importer.ts')
    git(root, 'commit', '-qm', 'Start the importer')
    sha.work = git(root, 'rev-parse', 'HEAD')
  }
  if (state === 'aged') age(root, sha)
  return { root, sha, session: sessionOf(root, sha, state) }
}

function age(root: string, sha: Record<string, string>): void {
  write(root, {
    'src/parse.ts': 'export function parseRow() {}\n',
    'package.json': BASE['package.json']!.replace('1.4.2', '1.5.0')
      .replace('^4.1.0', '^4.3.0')
      .replace('    "csv-parse": "^5.6.0"\n', '')
      .replace('"^4.3.0",', '"^4.3.0"'),
  })
  rmSync(path.join(root, 'test/importer.test.ts'))
  git(root, 'add', '-A')
  git(root, 'commit', '-qm', 'Rework parsing')
  sha.later = git(root, 'rev-parse', 'HEAD')
  git(root, 'checkout', '-qb', 'hotfix/timeouts')
  write(root, { 'src/server.ts': 'export const serve = () => 1\n' })
}

function sessionOf(root: string, sha: Record<string, string>, state: 'fresh' | 'broken' | 'aged'): Session {
  const good = state !== 'broken'
  const file = (name: string, actions: Session['files'][number]['actions'], minute: number, actor = 'main') => ({
    path: path.join(root, name),
    actions,
    actor,
    firstAt: at(minute),
    lastAt: at(minute),
    lastWriteAt: actions.some(action => action !== 'read') ? at(minute) : null,
  })
  const run = (command: string, kind: 'test' | 'build' | 'lint' | 'git' | 'other', ok: boolean, minute: number) => ({
    command,
    kind,
    ok,
    exitCode: ok ? 0 : 1,
    at: at(minute),
    ref: `c${minute}`,
  })
  return session({
    cwd: root,
    gitBranch: 'feat/csv-import',
    files: [
      file('src/parse.ts', ['read', 'edit'], 10),
      file('src/importer.ts', ['write'], 12),
      file('test/importer.test.ts', ['write'], 14),
      file('src/legacy.ts', ['delete'], 15),
      file('src/server.ts', ['read'], 5),
      file('src/parse.ts', ['read'], 6, 'a1b2c3d4'),
      file('src/parse.ts', ['read'], 6, 'e5f6a7b8'),
      file('src/parse.ts', ['read'], 6, 'c9d0e1f2'),
      ...(state === 'aged' ? [file('src/parse.ts', ['edit'] as const as ['edit'], 50)] : []),
    ],
    commands: [
      run('npm test', 'test', false, 20),
      run('npm run build', 'build', good, 30),
      run('npm run lint', 'lint', good, 31),
      run('npx tsc --noEmit', 'lint', good, 32),
      run('npm test', 'test', good, 33),
      run('git commit -m "Import CSV files in batches"', 'git', true, 40),
      ...(good
        ? [run('git push -u origin feat/csv-import', 'git', true, 41), run('gh pr create --fill', 'git', true, 42)]
        : []),
    ],
    tests: [
      {
        command: 'npm test',
        outcome: 'failed',
        passed: 11,
        failed: 1,
        failing: ['imports > stops at the limit'],
        at: at(20),
        writesSince: 0,
        ref: 't20',
      },
      good
        ? {
            command: 'npm test',
            outcome: 'passed',
            passed: 12,
            failed: 0,
            failing: [],
            at: at(33),
            writesSince: 0,
            ref: 't33',
          }
        : {
            command: 'npm test',
            outcome: 'failed',
            passed: 10,
            failed: 2,
            failing: ['imports > stops at the limit', 'parses a row'],
            at: at(33),
            writesSince: 0,
            ref: 't33',
          },
    ],
    todos: [
      {
        id: '1',
        content: 'Write the batch importer',
        activeForm: 'Writing the batch importer',
        status: 'completed',
        ref: 'd1',
      },
      {
        id: '2',
        content: 'Delete the legacy import path',
        activeForm: 'Deleting the legacy import path',
        status: 'completed',
        ref: 'd2',
      },
      {
        id: '3',
        content: 'Stop at the row limit',
        activeForm: 'Stopping at the row limit',
        status: 'completed',
        ref: 'd3',
      },
      {
        id: '4',
        content: 'Document the import command',
        activeForm: 'Documenting the import command',
        status: 'in_progress',
        ref: 'd4',
      },
      {
        id: '5',
        content: 'Measure memory on large files',
        activeForm: 'Measuring memory on large files',
        status: 'pending',
        ref: 'd5',
      },
    ],
    subagents: [
      {
        id: 'a1b2c3d4',
        type: 'reviewer',
        description: 'Review the batch importer',
        prompt: null,
        status: 'completed',
        result: 'fine',
        worktree: null,
        ref: 's1',
      },
      {
        id: 'e5f6a7b8',
        type: 'general-purpose',
        description: 'Profile memory usage',
        prompt: null,
        status: 'running',
        result: null,
        worktree: null,
        ref: 's2',
      },
      {
        id: 'c9d0e1f2',
        type: 'Explore',
        description: 'Port the old fixtures',
        prompt: null,
        status: 'failed',
        result: null,
        worktree: null,
        ref: 's3',
      },
    ],
    decisions: [
      {
        question: 'Which database should hold the imported rows?',
        answer: 'SQLite in a local file',
        kind: 'question',
        at: at(3),
        ref: 'q1',
      },
      { question: 'Accept the plan?', answer: 'accepted', kind: 'plan', at: at(4), ref: 'q2' },
    ],
    messages: [
      {
        kind: 'prompt',
        text: 'Import CSV files in batches of at most a thousand rows, and keep the old flags working.',
        at: at(0),
        correction: false,
        ref: 'm0',
      },
      {
        kind: 'steering',
        text: 'No, do not stream to stdout; write a summary table instead.',
        at: at(8),
        correction: true,
        ref: 'm8',
      },
    ],
    git: {
      commits: [
        {
          sha: sha.work!.slice(0, 7),
          subject: state === 'broken' ? 'Start the importer' : 'Import CSV files in batches',
        },
      ],
      pushed: good,
      prs: good ? [{ number: 41, url: 'https://github.com/kim/importer/pull/41' }] : [],
    },
    compactions: [{ trigger: 'auto', at: at(25) }],
  })
}
