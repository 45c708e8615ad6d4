import { createHash } from 'node:crypto'
import path from 'node:path'
import { homeDir } from '../../io/env.ts'
import { newestFiles, readHead, subfolders } from '../../io/listing.ts'
import { defineLocator, inside } from './locator.ts'

/** Bytes of `projects.json` that are looked at: thousands of projects. */
const MAX_REGISTRY = 1024 * 1024

/**
 * A project's folder below `tmp/` is named by the hash of its path, in newer versions by a short name: `projects.json` beside `tmp/` tells of
 * which path, and so does `.project_root` inside the folder. Chats hold the hash either way.
 */
export default defineLocator({
  agent: 'gemini',
  home: env => path.join(env.GEMINI_CLI_HOME || homeDir(env), '.gemini', 'tmp'),
  async find({ folders, roots }, env, limit = 100) {
    const home = this.home(env)
    const hashes = folders.map(folder => createHash('sha256').update(folder).digest('hex'))
    const names = await subfolders(home)
    const registered = await registry(path.join(path.dirname(home), 'projects.json'))
    const own = new Set<string>()
    for (const name of names) {
      const root = (await readHead(path.join(home, name, '.project_root'), 4096)).trim() || registered.get(name)
      if (root && inside(roots, root)) own.add(name)
    }
    const files = await newestFiles(
      names.map(name => path.join(home, name, 'chats')),
      name => /^session-.*\.jsonl?$/.test(name),
    )
    const found = []
    for (const { file, mtimeMs } of files.slice(0, limit)) {
      const folder = path.basename(path.dirname(path.dirname(file)))
      const hash = /"projectHash":\s*"([0-9a-f]{64})"/.exec(await readHead(file, 4096))?.[1]
      if (own.has(folder) || (hash && hashes.includes(hash))) found.push({ agent: 'gemini', transcript: file, mtimeMs })
    }
    return found
  },
})

/** Short name → path, of `{"projects": {"/code/app": "app"}}`; empty when it is not there or is none. */
async function registry(file: string): Promise<Map<string, string>> {
  try {
    const { projects } = JSON.parse(await readHead(file, MAX_REGISTRY)) as { projects?: object }
    return new Map(Object.entries(projects ?? {}).map(([root, name]) => [String(name), root]))
  } catch {
    return new Map()
  }
}
