import { UserError } from '../../core/errors.ts'
import type { Database, Queries, Row, Value } from '../sql/database.ts'
import { dialect } from './dialect.ts'
import { isLost, toUserError } from './errors.ts'
import { migrations } from './schema.ts'

interface Result {
  rows: unknown[]
}

/** What is used of a client of `pg`. A statement without values may hold several; then there is a list of results. */
export interface Client {
  query(sql: string, values?: unknown[]): Promise<Result | Result[]>
  /** With an error the connection is closed instead of used again. */
  release(error?: Error): void
}

/** What is used of a pool of `pg`. */
export interface Pool {
  connect(): Promise<Client>
  end(): Promise<void>
}

export class PostgresDatabase implements Database {
  readonly dialect = dialect
  private readonly pool: Pool
  private readonly server: string

  private constructor(pool: Pool, server: string) {
    this.pool = pool
    this.server = server
  }

  /** Brings the tables up to date; one process at a time does it. */
  static async open(pool: Pool, server: string): Promise<PostgresDatabase> {
    const database = new PostgresDatabase(pool, server)
    try {
      if (isOld(await readVersion(database))) await database.transaction(migrate)
      return database
    } catch (error) {
      await database.close()
      throw toUserError(error, server)
    }
  }

  all(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    return this.again(() => this.withClient(client => rowsOf(client, sql, values)))
  }

  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    return this.again(() => this.withClient(client => this.inTransaction(client, work)))
  }

  /** A connection that is lost is made anew, once; whatever it had begun was rolled back by the server. */
  private async again<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work().catch(error => (isLost(error) ? work() : Promise.reject(error)))
    } catch (error) {
      throw toUserError(error, this.server)
    }
  }

  private async withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    let failed: Error | undefined
    try {
      return await work(client)
    } catch (error) {
      if (isLost(error)) failed = error as Error
      throw error
    } finally {
      client.release(failed)
    }
  }

  private async inTransaction<T>(client: Client, work: (queries: Queries) => Promise<T>): Promise<T> {
    await client.query('BEGIN')
    const [begun] = await rowsOf(client, 'SELECT txid_current()::text AS id', [])
    const id = String(begun!.id)
    let result: T
    try {
      result = await work({ all: (sql, values = []) => rowsOf(client, sql, values) })
    } catch (error) {
      if (!isLost(error)) await client.query('ROLLBACK')
      throw error
    }
    try {
      await client.query('COMMIT')
    } catch (error) {
      if (!isLost(error) || !(await this.wasCommitted(id))) throw error
    }
    return result
  }

  /** When the connection is lost during COMMIT, only the server knows what became of it. */
  private async wasCommitted(id: string): Promise<boolean> {
    const [row] = await this.withClient(client => rowsOf(client, 'SELECT txid_status(?::bigint) AS status', [id]))
    return row?.status === 'committed'
  }

  /** VACUUM lets the space of deleted rows be used again; the tables' owner may run it, for others the server does in time. */
  async purge(): Promise<void> {
    const owned = await this.all(
      `SELECT relname AS name FROM pg_catalog.pg_class WHERE pg_catalog.pg_table_is_visible(oid) AND relkind = 'r'
       AND relname IN ('revision', 'workflow_state', 'task', 'memory', 'memory_words')
       AND pg_catalog.pg_has_role(relowner, 'USAGE')`,
    )
    if (owned.length > 0) await this.all(`VACUUM ${owned.map(({ name }) => name).join(', ')}`)
  }

  async status(): Promise<{ version: number; bytes: number }> {
    const [row] = await this.all(
      `SELECT sum(pg_total_relation_size(name::regclass))::text AS bytes
       FROM unnest(ARRAY['revision', 'workflow_state', 'task', 'memory', 'memory_words']) name`,
    )
    return { version: await readVersion(this), bytes: Number(row?.bytes ?? 0) }
  }

  async close(): Promise<void> {
    await this.pool.end()
  }
}

async function rowsOf(client: Client, sql: string, values: readonly Value[]): Promise<Row[]> {
  const result = values.length > 0 ? await client.query(numbered(sql), [...values]) : await client.query(sql)
  return (Array.isArray(result) ? [] : result.rows) as Row[]
}

/** `?` becomes `$1`, `$2`, …; the store's statements hold no question mark of another kind. */
export function numbered(sql: string): string {
  let position = 0
  return sql.replace(/\?/g, () => `$${++position}`)
}

/** 0: there are no tables yet. */
async function readVersion(queries: Queries): Promise<number> {
  const [made] = await queries.all("SELECT to_regclass('midstride_version')::text AS name")
  if (!made?.name) return 0
  const [row] = await queries.all('SELECT version FROM midstride_version')
  return Number(row?.version ?? 0)
}

function isOld(version: number): boolean {
  if (version > migrations.length)
    throw new UserError(
      `the tables were written by a newer midstride (version ${version}, ${migrations.length} known)`,
      'update midstride',
    )
  return version < migrations.length
}

async function migrate(queries: Queries): Promise<void> {
  await dialect.lock(queries, 'tables')
  // Not looked up by name first: the server may remember from before the lock that there was none.
  await queries.all('CREATE TABLE IF NOT EXISTS midstride_version (version INTEGER NOT NULL)')
  const [row] = await queries.all('SELECT version FROM midstride_version')
  const version = Number(row?.version ?? 0)
  if (!isOld(version)) return
  for (const step of migrations.slice(version)) await queries.all(step)
  await queries.all('DELETE FROM midstride_version')
  await queries.all('INSERT INTO midstride_version (version) VALUES (?)', [migrations.length])
}
