import { spawn } from 'node:child_process'

export interface RunResult {
  /** null when it was stopped or could not be started. */
  exitCode: number | null
  /** stdout and stderr as they came, the last 4 MiB. */
  output: string
  timedOut: boolean
  /** Why it could not be started. */
  problem: string | null
}

const MAX_OUTPUT = 4 * 1024 * 1024

/** Runs a program without a shell and without a terminal; it and its children are stopped after `seconds`. */
export function runProgram(words: readonly string[], options: { cwd: string; seconds: number }): Promise<RunResult> {
  return new Promise(resolve => {
    const chunks: Buffer[] = []
    let size = 0
    let timedOut = false
    const child = spawn(words[0]!, words.slice(1), {
      cwd: options.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: false,
      detached: process.platform !== 'win32',
      env: { ...process.env, CI: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
    })
    const stop = () => {
      try {
        if (process.platform !== 'win32' && child.pid) process.kill(-child.pid, 'SIGKILL')
        else child.kill('SIGKILL')
      } catch {
        child.kill('SIGKILL')
      }
    }
    const timer = setTimeout(() => {
      timedOut = true
      stop()
    }, options.seconds * 1000)
    const keep = (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      while (size > MAX_OUTPUT && chunks.length > 1) size -= chunks.shift()!.length
    }
    const done = (exitCode: number | null, problem: string | null) => {
      clearTimeout(timer)
      resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8'), timedOut, problem })
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', error => done(null, error.message))
    child.on('close', code => done(timedOut ? null : code, null))
  })
}
