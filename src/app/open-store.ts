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
    const { openPostgres } = await import('../store/postgres/open.ts')
    return sqlStore(await openPostgres(location.url))
  }
  const { openSqlite } = await import('../store/sqlite/open.ts')
  return sqlStore(await openSqlite(location.file))
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
