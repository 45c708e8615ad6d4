import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A throw-away HOME, TMPDIR and project; nothing of the caller's environment reaches what runs in it. */
export interface Sandbox {
  dir: string
  home: string
  project: string
  env: Record<string, string>
  put(file: string, content: string | object): string
  git(...args: string[]): string
  remove(): void
}

const DEVELOPER = {
  GIT_AUTHOR_NAME: 'Dev',
  GIT_AUTHOR_EMAIL: 'dev@example.invalid',
  GIT_COMMITTER_NAME: 'Dev',
  GIT_COMMITTER_EMAIL: 'dev@example.invalid',
  GIT_CONFIG_NOSYSTEM: '1',
}

export function createSandbox(name: string, from?: string): Sandbox {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), `midstride-${name}-`)))
  const [home, project, tmp] = ['home', 'exporter', 'tmp'].map(folder => path.join(dir, folder)) as [
    string,
    string,
    string,
  ]
  for (const folder of [home, project, tmp]) mkdirSync(folder)
  if (from) cpSync(from, project, { recursive: true })
  const env = {
    PATH: [path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(path.delimiter),
    HOME: home,
    TMPDIR: tmp,
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    SHELL: '/bin/bash',
    npm_config_update_notifier: 'false',
    ...DEVELOPER,
  }
  return {
    dir,
    home,
    project,
    env,
    put(file, content) {
      const target = path.resolve(project, file)
      mkdirSync(path.dirname(target), { recursive: true })
      writeFileSync(target, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`)
      return target
    },
    git: (...args) => execFileSync('git', args, { cwd: project, env, encoding: 'utf8' }),
    remove: () => existsSync(dir) && rmSync(dir, { recursive: true, force: true, maxRetries: 5 }),
  }
}

export interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

export interface Running {
  /** Writes one line to the program's stdin. */
  write(line: string): void
  end(): void
  /** Asks the program to end, so that it can clean up. */
  stop(): void
  kill(): void
  done: Promise<Finished>
}

/** Starts a program in the sandbox; `onLine` sees each line of its stdout as it comes. */
export function start(
  box: Sandbox,
  program: string,
  args: string[],
  options: { env?: Record<string, string>; onLine?: (line: string) => void; timeoutMs?: number } = {},
): Running {
  const child = spawn(program, args, {
    cwd: box.project,
    env: { ...box.env, ...options.env },
    stdio: 'pipe',
    detached: true,
  })
  let [stdout, stderr, rest] = ['', '', '']
  child.stdin.on('error', () => {})
  child.stderr.setEncoding('utf8').on('data', text => (stderr += text))
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    for (const line of lines) options.onLine?.(line)
  })
  const kill = () => killGroup(child.pid)
  const timer = setTimeout(kill, options.timeoutMs ?? 120_000)
  return {
    write: line => void child.stdin.write(`${line}\n`),
    end: () => void child.stdin.end(),
    stop: () => void child.kill('SIGTERM'),
    kill,
    done: new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', code => {
        clearTimeout(timer)
        resolve({ code, stdout, stderr })
      })
    }),
  }
}

/** Ends a program and what it has started, at once and without a word, as a closed lid would. */
export function killGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
