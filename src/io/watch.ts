import { type FSWatcher, watch } from 'node:fs'
import path from 'node:path'

/** Editors write in several steps; what follows within this time belongs to the same change. */
const SETTLE_MS = 60

/**
 * Calls `changed` a moment after a file that `wanted` accepts was written, replaced or removed in one of the folders.
 * Folders are watched, not files, so that a file replaced by a rename is seen. Returns what ends it.
 */
export function watchFolders(
  folders: readonly string[],
  wanted: (file: string) => boolean,
  changed: () => void,
): () => void {
  let timer: NodeJS.Timeout | undefined
  const watchers = new Map<string, FSWatcher>()
  const look = (folder: string) => {
    const watcher = watch(folder, (_, name) => {
      if (name !== null && !wanted(path.join(folder, name))) return
      clearTimeout(timer)
      timer = setTimeout(changed, SETTLE_MS)
    })
    watcher.on('error', () => watcher.close())
    watchers.set(folder, watcher)
  }
  for (const folder of new Set(folders)) look(folder)
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
  }
}
