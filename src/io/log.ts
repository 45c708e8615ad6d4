import { appendFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { maskSecrets } from '../core/secrets.ts'
import { oneLine, truncate } from '../core/text.ts'
import { dataDir, type Env } from './env.ts'
import { makeFolder } from './folder.ts'

const MAX_BYTES = 512 * 1024

/** Where hooks write what went wrong and what was saved: `MIDSTRIDE_LOG`, or `hooks.log` in the data directory. */
export function logFile(env: Env): string {
  return env.MIDSTRIDE_LOG || path.join(dataDir(env), 'hooks.log')
}

/** Lines of the log that hold a text, the newest last; none when there is no log. */
export function findInLog(env: Env, text: string, limit: number): string[] {
  const file = logFile(env)
  const lines = [`${file}.1`, file].flatMap(name => {
    try {
      return readFileSync(name, 'utf8').split('\n')
    } catch {
      return []
    }
  })
  return lines.filter(line => line.includes(text)).slice(-limit)
}

/** Appends one line with the time; above 512 KiB the file becomes `.1` and a new one begins. Never throws. */
export function appendLog(env: Env, line: string): void {
  const file = logFile(env)
  try {
    makeFolder(path.dirname(file))
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(file, `${file}.1`)
    appendFileSync(file, `${new Date().toISOString()} ${truncate(maskSecrets(oneLine(line)), 2000)}\n`, { mode: 0o600 })
  } catch {}
}

/** Takes the lines that hold one of these texts out of the log and of the one before it; every line without any. How many went. */
export function forgetLog(env: Env, texts: readonly string[] | null, really: boolean): number {
  let gone = 0
  for (const file of [logFile(env), `${logFile(env)}.1`])
    try {
      const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
      const kept = texts === null ? [] : lines.filter(line => !texts.some(text => line.includes(text)))
      gone += lines.length - kept.length
      if (!really || kept.length === lines.length) continue
      if (kept.length === 0) rmSync(file)
      else writeFileSync(file, `${kept.join('\n')}\n`, { mode: 0o600 })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  return gone
}
