import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'

export interface ListedFile {
  file: string
  mtimeMs: number
  size: number
}

/** Names of the folders in a folder; none when it is not there. */
export async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
}

/** Regular files in the folders and `depth` levels below, the newest first. Links are left out. */
export async function newestFiles(
  folders: readonly string[],
  matches: (name: string) => boolean,
  depth = 0,
): Promise<ListedFile[]> {
  const files: string[] = []
  let level = [...folders]
  for (let left = depth; level.length > 0; left -= 1) {
    const next: string[] = []
    for (const folder of level)
      for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => []))
        if (entry.isFile() && matches(entry.name)) files.push(path.join(folder, entry.name))
        else if (entry.isDirectory() && left > 0) next.push(path.join(folder, entry.name))
    level = next
  }
  const listed = await Promise.all(
    files.map(async file => {
      const info = await stat(file).catch(() => null)
      return info ? { file, mtimeMs: info.mtimeMs, size: info.size } : null
    }),
  )
  return listed.filter(entry => entry !== null).sort((a, b) => b.mtimeMs - a.mtimeMs)
}

/** The first bytes of a file as text; empty when it cannot be read. */
export async function readHead(file: string, bytes: number): Promise<string> {
  try {
    const handle = await open(file)
    try {
      const buffer = Buffer.alloc(bytes)
      const { bytesRead } = await handle.read(buffer, 0, bytes, 0)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch {
    return ''
  }
}
