import { homedir } from 'node:os'
import path from 'node:path'

export type Env = Readonly<Record<string, string | undefined>>

/** Home folder; `HOME` wins, so that tests and stripped environments can say where it is. */
export function homeDir(env: Env = process.env): string {
  return env.HOME || env.USERPROFILE || homedir()
}

/** `midstride` below the XDG data directory (https://specifications.freedesktop.org/basedir-spec). */
export function dataDir(env: Env = process.env): string {
  return below(env.XDG_DATA_HOME, env, '.local', 'share')
}

/** `midstride` below the XDG cache directory: what may be deleted at any time. */
export function cacheDir(env: Env = process.env): string {
  return below(env.XDG_CACHE_HOME, env, '.cache')
}

function below(named: string | undefined, env: Env, ...usual: string[]): string {
  return path.join(named && path.isAbsolute(named) ? named : path.join(homeDir(env), ...usual), 'midstride')
}
