import path from 'node:path'

const WINDOWS = /^(?:[A-Za-z]:[\\/]|\\\\)/

/** What a normal form has not: empty, `.` and `..` segments, a closing separator. */
const UNUSUAL = /(?:^|[\\/])\.{1,2}(?:[\\/]|$)|[\\/]{2}|.[\\/]$/

const posix = (file: string): string => (UNUSUAL.test(file) ? path.posix.normalize(file) : file)
const win32 = (file: string): string => (file.includes('/') || UNUSUAL.test(file) ? path.win32.normalize(file) : file)

/** true for POSIX and Windows absolute paths, whatever system reads the transcript. */
export const isAbsolute = (file: string): boolean => file.startsWith('/') || WINDOWS.test(file)

const TEMPORARY = /^(?:\/private)?(?:\/var)?\/tmp\/|^\/var\/folders\/|[\\/]AppData[\\/]Local[\\/]Temp[\\/]/i

/** true below the system's folders for temporary files, unless the work itself happens there. */
export function isTemporary(file: string, cwd: string | null): boolean {
  return TEMPORARY.test(file) && !(cwd !== null && file.startsWith(cwd))
}

/**
 * Absolute and normalised in the style of the path itself, relative ones against `cwd`; a path that cannot be made absolute
 * (no `cwd`, or one that was redacted) stays as it is. `/d/x` of a Windows shell becomes `D:\x`. Null when it is no path.
 */
export function resolvePath(file: string, cwd: string | null): string | null {
  if (file === '' || file.includes('\0')) return null
  if (WINDOWS.test(file)) return win32(file)
  const drive = cwd && WINDOWS.test(cwd) ? /^\/(?:mnt\/)?([A-Za-z])\/(.*)$/.exec(file) : null
  if (drive) return path.win32.normalize(`${drive[1]!.toUpperCase()}:/${drive[2]}`)
  if (file.startsWith('/')) return posix(file)
  if (!cwd || !isAbsolute(cwd)) return posix(file)
  return WINDOWS.test(cwd) ? path.win32.join(cwd, file) : path.posix.join(cwd, file)
}

/** Last part of a path of either style. */
export const baseName = (file: string): string =>
  file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
