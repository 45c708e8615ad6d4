import type { Pool, PoolClient } from 'pg'
import { UserError } from '../../core/errors.ts'
import type { Database, Queries, Row, Value } from '../sql/database.ts'
import { dialect } from './dialect.ts'
import { serverName, toUserError } from './errors.ts'
import { migrations } from './schema.ts'

const CONNECT_MS = 5000
const STATEMENT_MS = 10_000

/** Connects and brings the tables up to date. Tables stand in the first schema of the search path. */
export async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await loadDriver()
  const server = serverName(url)
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    application_name: 'midstride',
  })
  pool.on('error', () => undefined)
  const database = new PostgresDatabase(pool, server)
  try {
    await database.transaction(migrate)
    return database
  } catch (error) {
    await database.close()
    throw toUserError(error, server)
  }
}

async function loadDriver(): Promise<typeof import('pg')> {
  try {
    return await import('pg')
  } catch {
    throw new UserError(
      "MIDSTRIDE_DB names a PostgreSQL server, but the package 'pg' is not installed",
      'npm install pg',
    )
  }
}

async function migrate(queries: Queries): Promise<void> {
  await dialect.lock(queries, 'tables')
  await queries.all('CREATE TABLE IF NOT EXISTS midstride_version (version INTEGER NOT NULL)')
  const [row] = await queries.all('SELECT version FROM midstride_version')
  const version = Number(row?.version ?? 0)
  if (version > migrations.length)
    throw new UserError(
      `the tables were written by a newer midstride (version ${version}, ${migrations.length} known)`,
      'update midstride',
    )
  if (version === migrations.length) return
  for (const step of migrations.slice(version)) await queries.all(step)
  await queries.all('DELETE FROM midstride_version')
  await queries.all('INSERT INTO midstride_version (version) VALUES (?)', [migrations.length])
}

/** `?` becomes `$1`, `$2`, …; the store's statements hold no question mark of another kind. */
export function numbered(sql: string): string {
  let position = 0
  return sql.replace(/\?/g, () => `$${++position}`)
}

class PostgresDatabase implements Database {
  readonly dialect = dialect
  private readonly pool: Pool
  private readonly server: string

  constructor(pool: Pool, server: string) {
    this.pool = pool
    this.server = server
  }

  all(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    return this.run(this.pool, sql, values)
  }

  async transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    const client = await this.connect()
    let failed: Error | undefined
    try {
      await this.run(client, 'BEGIN', [])
      const result = await work({ all: (sql, values = []) => this.run(client, sql, values) })
      await this.run(client, 'COMMIT', [])
      return result
    } catch (error) {
      failed = await client.query('ROLLBACK').then(
        () => undefined,
        (lost: Error) => lost,
      )
      throw error
    } finally {
      client.release(failed)
    }
  }

  private async connect(): Promise<PoolClient> {
    try {
      return await this.pool.connect()
    } catch (error) {
      throw toUserError(error, this.server)
    }
  }

  private async run(target: Pool | PoolClient, sql: string, values: readonly Value[]): Promise<Row[]> {
    try {
      const result = values.length > 0 ? await target.query(numbered(sql), [...values]) : await target.query(sql)
      return (Array.isArray(result) ? [] : result.rows) as Row[]
    } catch (error) {
      throw toUserError(error, this.server)
    }
  }

  async close(): Promise<void> {
    await this.pool.end()
  }
}
