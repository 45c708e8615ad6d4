import type { PoolConfig } from 'pg'
import { UserError } from '../../core/errors.ts'
import { type Pool, PostgresDatabase } from './database.ts'
import { serverName, toUserError } from './errors.ts'

const CONNECT_MS = 5000
const STATEMENT_MS = 10_000

export interface PostgresOptions {
  /** Role whose members see what is written; the user's own name keeps it private. Default: everyone who may use the tables. */
  audience?: string | undefined
}

/**
 * Connects and brings the tables up to date. Tables stand in the first schema of the search path. TLS is asked for in the URL:
 * `sslmode=verify-full&sslrootcert=/path/ca.pem` (https://www.postgresql.org/docs/current/libpq-ssl.html), with `require` and
 * `verify-ca` in their meaning there.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<PostgresDatabase> {
  const { default: pg } = await loadDriver()
  const server = serverName(url)
  try {
    const pool = new pg.Pool(configOf(url, options))
    pool.on('error', () => undefined)
    // Between two statements of a transaction nobody else listens, and an error without a listener ends the process.
    pool.on('connect', client => void client.on('error', () => undefined))
    return await PostgresDatabase.open(pool as unknown as Pool, server)
  } catch (error) {
    throw toUserError(error, server)
  }
}

/**
 * A hook asks one thing after the other and needs one connection; a server with several calls in flight is served by two. An idle
 * one is given back after ten seconds, since a team has many sessions and the server a hundred connections.
 */
function configOf(url: string, { audience }: PostgresOptions): PoolConfig {
  return {
    connectionString: addressOf(url, audience),
    max: 2,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    application_name: 'midstride',
  }
}

function addressOf(url: string, audience: string | undefined): string {
  const address = new URL(url)
  const { searchParams } = address
  if (searchParams.has('sslmode') && !searchParams.has('uselibpqcompat')) searchParams.set('uselibpqcompat', 'true')
  if (audience !== undefined) {
    if (!/^[\p{L}\p{N}_.@-]{1,63}$/u.test(audience))
      throw new UserError(
        `'${audience.slice(0, 80)}' cannot be a team`,
        'MIDSTRIDE_TEAM is the name of a database role',
      )
    const given = searchParams.get('options')
    searchParams.set('options', `${given ? `${given} ` : ''}-c midstride.audience=${audience}`)
  }
  return address.href
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
