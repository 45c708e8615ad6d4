import { createHash } from 'node:crypto'
import path from 'node:path'
import { homeDir } from '../../io/env.ts'
import { newestFiles, readHead, subfolders } from '../../io/listing.ts'
import { defineLocator } from './locator.ts'

export default defineLocator({
  agent: 'gemini',
  home: env => path.join(env.GEMINI_CLI_HOME || homeDir(env), '.gemini', 'tmp'),
  async find({ folders }, env, limit = 100) {
    const home = this.home(env)
    const hashes = folders.map(folder => createHash('sha256').update(folder).digest('hex'))
    const chats = (await subfolders(home)).map(name => path.join(home, name, 'chats'))
    const files = await newestFiles(chats, name => /^session-.*\.jsonl?$/.test(name))
    const found = []
    for (const { file, mtimeMs } of files.slice(0, limit)) {
      const head = await readHead(file, 4096)
      const hash = /"projectHash":\s*"([0-9a-f]{64})"/.exec(head)?.[1]
      if (hash && hashes.includes(hash)) found.push({ agent: 'gemini', transcript: file, mtimeMs })
    }
    return found
  },
})
