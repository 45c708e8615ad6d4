import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { numbered } from '../../src/store/postgres/database.ts'
import { serverName } from '../../src/store/postgres/errors.ts'
import { openPostgres } from '../../src/store/postgres/open.ts'
import { sqlStore } from '../../src/store/sql/store.ts'
import { makeState } from '../support/states.ts'
import { admin, newSchema, url } from './_postgres.ts'
import { storeContract } from './contract.ts'

const fixture = path.join(import.meta.dirname, '../fixtures/store/version-1.postgres.sql')
afterAll(() => admin?.end())

describe.skipIf(!admin)(`the server ${serverName(url)}`, () => {
  storeContract('PostgreSQL', async () => {
    const made = await newSchema()
    return { open: () => openPostgres(made.url), dispose: made.drop }
  })

  it('refuses tables of a newer version', async () => {
    const made = await newSchema()
    await admin!.query(`CREATE TABLE ${made.schema}.midstride_version AS SELECT 99 AS version`)
    await expect(openPostgres(made.url)).rejects.toThrow(/newer midstride \(version 99/)
    await made.drop()
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

  it('is asked for TLS by the URL, and told of when it has none', async () => {
    const secure = new URL(url)
    secure.searchParams.set('sslmode', 'verify-full')
    const { rows } = await admin!.query('SHOW ssl')
    const error = await openPostgres(secure.href).catch((thrown: unknown) => thrown)
    if (rows[0].ssl === 'off')
      expect((error as UserError).line).toMatch(/offers no TLS — take sslmode out of MIDSTRIDE_DB/)
    secure.searchParams.set('sslrootcert', '/nowhere/ca.pem')
    const unreadable = await openPostgres(secure.href).catch((thrown: unknown) => thrown)
    expect((unreadable as UserError).line).toMatch(
      /a certificate that MIDSTRIDE_DB names cannot be read.*check sslrootcert/,
    )
  })

  it('is connected to again when the connection is lost between two calls', async () => {
    const made = await newSchema()
    const store = sqlStore(await openPostgres(made.url))
    await store.createTask({ title: 'before', project: 'app' })
    await terminate(made.schema)
    expect(await store.listTasks()).toHaveLength(1)
    await terminate(made.schema)
    await store.createTask({ title: 'after', project: 'app' })
    expect(await store.listTasks()).toHaveLength(2)
    await store.close()
    await made.drop()
  })

  it('does a save again when the connection is lost in the middle of it, once, and then says so; nothing is half-written', async () => {
    const made = await newSchema()
    const database = await openPostgres(made.url)
    let losses = 1
    const lossy = {
      ...bound(database),
      transaction: <T>(work: Parameters<typeof database.transaction<T>>[0]) =>
        database.transaction<T>(queries =>
          work({
            all: async (sql, values) => {
              if (sql.includes('INSERT INTO workflow_state') && losses-- > 0) await terminate(made.schema)
              return queries.all(sql, values)
            },
          }),
        ),
    }
    const store = sqlStore(lossy)
    const save = (goal: string) =>
      store.save({
        scope: { project: '/code/app', session: 's1' },
        state: makeState({ goals: { ultimate: goal } }),
        trigger: 'auto',
      })
    expect(await save('first')).toMatchObject({ revision: 1, unchanged: false })
    losses = 2
    const error = await save('second').catch((thrown: unknown) => thrown)
    expect((error as UserError).line).toMatch(
      /^PostgreSQL at \S+ closed the connection — try again; nothing was half-written$/,
    )
    losses = 0
    expect((await store.log('/code/app')).map(({ revision }) => revision)).toEqual([1])
    expect(await save('third')).toMatchObject({ revision: 2 })
    await store.close()
    await made.drop()
  })

  it('brings tables of the first version up to date, with what was in them', async () => {
    const made = await newSchema()
    await admin!.query(`SET search_path = ${made.schema}; ${await readFile(fixture, 'utf8')}; SET search_path = public`)
    const store = sqlStore(await openPostgres(made.url))
    expect((await store.load({ project: '/code/app' }))?.state.goals.ultimate).toBe('from the first version')
    expect(await store.getTask('t-2bbb')).toMatchObject({ depends_on: ['t-2aaa'], status: 'blocked' })
    expect((await store.updateTask('t-2aaa', { status: 'done' })).unblocked).toEqual(['t-2bbb'])
    expect(await store.searchMemory('limiter')).toMatchObject([
      { content: 'The limiter counts per key', tags: ['api'] },
    ])
    const state = makeState({ goals: { ultimate: 'next' } })
    expect(await store.save({ scope: { project: '/code/app' }, state, trigger: 'auto' })).toMatchObject({ revision: 8 })
    await store.close()
    await made.drop()
  })
})

/** Ends every connection that works in this schema, as an administrator or a restart would. */
async function terminate(schema: string): Promise<void> {
  await admin!.query('SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE application_name = $1', [
    schema,
  ])
}

function bound(database: Awaited<ReturnType<typeof openPostgres>>) {
  return {
    dialect: database.dialect,
    all: database.all.bind(database),
    purge: database.purge.bind(database),
    status: database.status.bind(database),
    close: database.close.bind(database),
  }
}

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
