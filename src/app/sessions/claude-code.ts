import path from 'node:path'
import { homeDir } from '../../io/env.ts'
import { newestFiles, readHead, subfolders } from '../../io/listing.ts'
import { defineLocator, inside } from './locator.ts'

/** Claude Code cuts longer folder names and appends a hash. */
const LONGEST_NAME = 200
/** The first record with a `cwd` stands behind summaries and snapshots. */
const HEAD = 256 * 1024

export default defineLocator({
  agent: 'claude-code',
  home: env => path.join(env.CLAUDE_CONFIG_DIR || path.join(homeDir(env), '.claude'), 'projects'),
  async find({ roots }, env, limit = 50) {
    const home = this.home(env)
    const encoded = roots.map(encode)
    const folders = (await subfolders(home)).filter(name =>
      encoded.some(root => name === root || name.startsWith(`${root}-`) || isCut(root, name)),
    )
    const files = await newestFiles(
      folders.map(name => path.join(home, name)),
      name => name.endsWith('.jsonl') && !name.startsWith('agent-'),
    )
    const found = []
    for (const { file, mtimeMs, size } of files.slice(0, limit)) {
      const cwd = size === 0 ? null : cwdIn(await readHead(file, HEAD))
      if (cwd !== null && inside(roots, cwd)) found.push({ agent: 'claude-code', transcript: file, mtimeMs })
    }
    return found
  },
})

/** The folder of a project below `projects/`: every character but letters and digits a dash. */
export const encode = (folder: string): string => folder.replace(/[^A-Za-z0-9]/g, '-')

const isCut = (root: string, name: string): boolean =>
  root.length > LONGEST_NAME && name.startsWith(root.slice(0, LONGEST_NAME))

/** Different folders share an encoded name; the records say which it was. */
export function cwdIn(head: string): string | null {
  const match = /"cwd":("(?:[^"\\]|\\.){0,4096}")/.exec(head)
  try {
    return match ? JSON.parse(match[1]!) : null
  } catch {
    return null
  }
}
