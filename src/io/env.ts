import { homedir } from 'node:os'
import path from 'node:path'

export type Env = Readonly<Record<string, string | undefined>>

/** Home folder; `HOME` wins, so that tests and stripped environments can say where it is. */
export function homeDir(env: Env = process.env): string {
  return env.HOME || env.USERPROFILE || homedir()
}

/** `midstride` below the XDG data directory (https://specifications.freedesktop.org/basedir-spec). */
export function dataDir(env: Env = process.env): string {
  const base =
    env.XDG_DATA_HOME && path.isAbsolute(env.XDG_DATA_HOME)
      ? env.XDG_DATA_HOME
      : path.join(homeDir(env), '.local', 'share')
  return path.join(base, 'midstride')
}
