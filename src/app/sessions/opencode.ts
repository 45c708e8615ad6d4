import path from 'node:path'
import { homeDir } from '../../io/env.ts'
import { readHead } from '../../io/listing.ts'
import { defineLocator, inside } from './locator.ts'

export default defineLocator({
  agent: 'opencode',
  home(env) {
    const data =
      env.XDG_DATA_HOME && path.isAbsolute(env.XDG_DATA_HOME)
        ? env.XDG_DATA_HOME
        : path.join(homeDir(env), '.local', 'share')
    return env.OPENCODE_DB || path.join(data, 'opencode', 'opencode.db')
  },
  async find({ roots }, env, limit = 50) {
    const database = this.home(env)
    if ((await readHead(database, 16)) === '') return []
    const { opencodeSessions } = await import('../opencode-db.ts')
    return (await opencodeSessions(database))
      .filter(({ directory }) => inside(roots, directory))
      .slice(0, limit)
      .map(({ id, updated }) => ({ agent: 'opencode', transcript: database, sessionId: id, mtimeMs: updated }))
  },
})
