import path from 'node:path'
import { dataDir, type Env } from '../io/env.ts'
import type { Store } from '../store/store.ts'

/** Where the store is: `MIDSTRIDE_DB` (a file or a postgres URL), otherwise one file below the XDG data directory. */
export function storeLocation(env: Env): { kind: 'postgres'; url: string } | { kind: 'sqlite'; file: string } {
  const given = env.MIDSTRIDE_DB
  if (given && /^postgres(ql)?:\/\//i.test(given)) return { kind: 'postgres', url: given }
  return { kind: 'sqlite', file: given ? path.resolve(given) : path.join(dataDir(env), 'midstride.db') }
}

/** Opens the store; the engine is imported only now. Close it when done. */
export async function openStore(env: Env): Promise<Store> {
  const [location, { sqlStore }] = [storeLocation(env), await import('../store/sql/store.ts')]
  if (location.kind === 'postgres') {
    const [{ openPostgres }, { projectName }] = await Promise.all([
      import('../store/postgres/open.ts'),
      import('../io/project-name.ts'),
    ])
    const audience = env.MIDSTRIDE_TEAM || undefined
    return sqlStore(await openPostgres(location.url, { audience }), { nameOf: remembered(projectName) })
  }
  const { openSqlite } = await import('../store/sqlite/open.ts')
  const notice = (line: string) => void process.stderr.write(`midstride: ${line}\n`)
  return sqlStore(await openSqlite(location.file, { ours: !env.MIDSTRIDE_DB, notice }))
}

/** Each argument is looked up once for as long as the store is open. */
function remembered(look: (root: string) => Promise<string>): (root: string) => Promise<string> {
  const known = new Map<string, Promise<string>>()
  return root => {
    const name = known.get(root) ?? look(root)
    known.set(root, name)
    return name
  }
}

/** Opens the store, hands it to `work` and closes it whatever happens. */
export async function withStore<T>(env: Env, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(env)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
