import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A project as it stood when the recorded session broke off, with a home folder of its own. */
export interface Scratch {
  dir: string
  project: string
  transcript: string
  env: Record<string, string>
  git(...args: string[]): string
}

interface Expected {
  transcript: string
  home: string
  project: string
  facts: { branch: string }
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Dev',
  GIT_AUTHOR_EMAIL: 'dev@example.invalid',
  GIT_COMMITTER_NAME: 'Dev',
  GIT_COMMITTER_EMAIL: 'dev@example.invalid',
}

/** Restores repository and transcript of a recording below the temporary folder; nothing of the caller's home is touched. */
export function createScratch(recording: string): Scratch {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), 'midstride-tour-')))
  const [home, project] = [path.join(dir, 'home'), path.join(dir, 'exporter')]
  for (const folder of [home, project]) mkdirSync(folder)
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    USERPROFILE: home,
    XDG_DATA_HOME: path.join(home, '.local/share'),
    MIDSTRIDE_DB: path.join(dir, 'midstride.db'),
    GIT_CONFIG_NOSYSTEM: '1',
    LANG: 'C.UTF-8',
    ...(process.env.SystemRoot && { SystemRoot: process.env.SystemRoot }),
    ...IDENTITY,
  }
  const git = (args: string[], input?: Buffer) =>
    execFileSync('git', args, { cwd: project, env, encoding: 'utf8', stdio: 'pipe', ...(input && { input }) })
  const expected = JSON.parse(readFileSync(path.join(recording, 'expected.json'), 'utf8')) as Expected

  git(['init', '-q', '-b', 'main'])
  git(['config', 'core.autocrlf', 'false'])
  git(['fast-import', '--quiet'], readFileSync(path.join(recording, 'repository.fast-export')))
  git(['checkout', '-qf', expected.facts.branch])
  git(['apply', '-'], readFileSync(path.join(recording, 'worktree.patch')))
  return {
    dir,
    project,
    env,
    transcript: restoreTranscript(recording, expected, { home, project }),
    git: (...args) => git(args),
  }
}

/** Puts the transcript where Claude Code would have it, speaking of the places where the project lies now. */
function restoreTranscript(recording: string, expected: Expected, at: { home: string; project: string }): string {
  const quoted = (text: string) => JSON.stringify(text).slice(1, -1)
  const folder = path.join(at.home, '.claude/projects', at.project.replace(/[^A-Za-z0-9]/g, '-'))
  const names = readdirSync(recording, { recursive: true, encoding: 'utf8' })
  for (const name of names.filter(name => /\.(jsonl|meta\.json)$/.test(name))) {
    const text = readFileSync(path.join(recording, name), 'utf8')
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(
      file,
      text.replaceAll(expected.project, quoted(at.project)).replaceAll(expected.home, quoted(at.home)),
    )
  }
  return path.join(folder, expected.transcript)
}
