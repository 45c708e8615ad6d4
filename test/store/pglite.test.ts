/** PostgreSQL compiled to run inside Node: the same store code on it wherever no server is. */
import { PGlite } from '@electric-sql/pglite'
import { afterAll } from 'vitest'
import { type Client, type Pool, PostgresDatabase } from '../../src/store/postgres/database.ts'
import { storeContract } from './contract.ts'

const pglite = await PGlite.create()
afterAll(() => pglite.close())

/** The last client that had the one connection there is. */
let turn: Promise<unknown> = Promise.resolve()

/** Clients of a schema, one after the other on the same connection. */
function poolOf(schema: string): Pool {
  return {
    connect: async () => {
      const before = turn
      let release = () => {}
      turn = new Promise<void>(resolve => {
        release = resolve
      })
      await before
      await pglite.exec(`SET search_path = ${schema}`)
      const client: Client = {
        query: (sql, values) =>
          values
            ? pglite.query(sql, values)
            : pglite.exec(sql).then(results => (results.length === 1 ? results[0]! : results)),
        release: () => release(),
      }
      return client
    },
    end: async () => undefined,
  }
}

let count = 0

storeContract('PGlite', async () => {
  const schema = `store_${++count}`
  await pglite.exec(`CREATE SCHEMA ${schema}`)
  return {
    open: () => PostgresDatabase.open(poolOf(schema), 'PGlite'),
    dispose: async () => void (await pglite.exec(`DROP SCHEMA ${schema} CASCADE`)),
  }
})
