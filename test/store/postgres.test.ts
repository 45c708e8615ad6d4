import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { serverName } from '../../src/store/postgres/errors.ts'
import { numbered, openPostgres } from '../../src/store/postgres/open.ts'
import { storeContract } from './contract.ts'

const url = process.env.MIDSTRIDE_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test'

const admin = await new Promise<pg.Client | null>(resolve => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.connect().then(
    () => resolve(client),
    () => resolve(null),
  )
})
afterAll(() => admin?.end())

let count = 0

/** The URL of a schema of its own. */
function inSchema(schema: string): string {
  const own = new URL(url)
  own.searchParams.set('options', `-c search_path=${schema}`)
  return own.href
}

describe.skipIf(!admin)(`the server ${serverName(url)}`, () => {
  storeContract('PostgreSQL', async () => {
    const schema = `midstride_test_${process.pid}_${++count}`
    await admin!.query(`CREATE SCHEMA ${schema}`)
    return {
      open: () => openPostgres(inSchema(schema)),
      dispose: async () => void (await admin!.query(`DROP SCHEMA ${schema} CASCADE`)),
    }
  })

  it('refuses tables of a newer version', async () => {
    const schema = `midstride_test_${process.pid}_${++count}`
    await admin!.query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.midstride_version AS SELECT 99 AS version`)
    const refused = openPostgres(inSchema(schema))
    await expect(refused).rejects.toThrow(/newer midstride \(version 99/)
    await admin!.query(`DROP SCHEMA ${schema} CASCADE`)
  })

  it('names what is wrong with the address, never the password', async () => {
    const missing = new URL(url)
    missing.pathname = '/no_such_database'
    missing.password = 'hunter2'
    const error = await openPostgres(missing.href).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UserError)
    expect((error as UserError).line).toMatch(/has no such database/)
    expect((error as UserError).line).not.toContain('hunter2')
  })
})

describe('an address where nobody listens', () => {
  it('is refused in one line', async () => {
    const error = await openPostgres('postgres://me:hunter2@127.0.0.1:1/db').catch((thrown: unknown) => thrown)
    expect((error as UserError).line).toBe(
      'PostgreSQL at 127.0.0.1:1/db refused the connection — check that it runs, and the host and port in MIDSTRIDE_DB',
    )
  })
})

describe('placeholders', () => {
  it('are numbered', () => expect(numbered('a = ? AND b IN (?, ?)')).toBe('a = $1 AND b IN ($2, $3)'))
})
