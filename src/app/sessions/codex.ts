import path from 'node:path'
import { homeDir } from '../../io/env.ts'
import { newestFiles, readHead } from '../../io/listing.ts'
import { cwdIn } from './claude-code.ts'
import { defineLocator, inside } from './locator.ts'

/** The first record holds the agent's instructions too. */
const HEAD = 256 * 1024

export default defineLocator({
  agent: 'codex',
  home: env => path.join(env.CODEX_HOME || path.join(homeDir(env), '.codex'), 'sessions'),
  async find({ roots }, env, limit = 200) {
    const files = await newestFiles([this.home(env)], name => /^rollout-.*\.jsonl$/.test(name), 3)
    const found = []
    for (const { file, mtimeMs } of files.slice(0, limit)) {
      const head = await readHead(file, HEAD)
      const first = head.split('\n', 1)[0]!
      const cwd = cwdIn(first)
      if (cwd !== null && inside(roots, cwd) && !isSubagent(first))
        found.push({ agent: 'codex', transcript: file, mtimeMs })
    }
    return found
  },
})

/** Threads of subagents have rollouts of their own. */
const isSubagent = (first: string): boolean => /"parent_thread_id":"|"thread_source":"subagent"/.test(first)
