import path from 'node:path'

const WINDOWS = /^(?:[A-Za-z]:[\\/]|\\\\)/

/** true for POSIX and Windows absolute paths, whatever system reads the transcript. */
export const isAbsolute = (file: string): boolean => file.startsWith('/') || WINDOWS.test(file)

/**
 * Absolute and normalised in the style of the path itself, relative ones against `cwd`; a path that cannot be made absolute
 * (no `cwd`, or one that was redacted) stays as it is. Null when it is no path.
 */
export function resolvePath(file: string, cwd: string | null): string | null {
  if (file === '' || file.includes('\0')) return null
  if (WINDOWS.test(file)) return path.win32.normalize(file)
  if (file.startsWith('/')) return path.posix.normalize(file)
  if (!cwd || !isAbsolute(cwd)) return path.posix.normalize(file)
  return WINDOWS.test(cwd) ? path.win32.join(cwd, file) : path.posix.join(cwd, file)
}

/** Last part of a path of either style. */
export const baseName = (file: string): string =>
  file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
