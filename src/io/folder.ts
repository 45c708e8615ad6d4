import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * Creates a folder and whatever is missing above it, one level at a time: on Node 20 a recursive mkdir below a file system that
 * answers ENOENT (such as /proc) never returns. Throws the file system's own error.
 */
export function makeFolder(folder: string, mode = 0o777): void {
  const missing: string[] = []
  for (let at = path.resolve(folder); !isThere(at); at = path.dirname(at)) missing.unshift(at)
  for (const at of missing)
    try {
      mkdirSync(at, { mode })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
}

function isThere(folder: string): boolean {
  try {
    statSync(folder)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
