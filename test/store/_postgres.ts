/** A PostgreSQL server to test against: `MIDSTRIDE_TEST_POSTGRES`, else the one CI has. */
import pg from 'pg'

export const url = process.env.MIDSTRIDE_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test'

/** A connection that may do everything; null where no server is. */
export const admin = await new Promise<pg.Client | null>(resolve => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.connect().then(
    () => resolve(client),
    () => resolve(null),
  )
})

let count = 0

/** A schema of its own, and the URL that leads to it. */
export async function newSchema(): Promise<{ schema: string; url: string; drop(): Promise<void> }> {
  const schema = `midstride_test_${process.pid}_${++count}`
  await admin!.query(`CREATE SCHEMA ${schema}`)
  return {
    schema,
    url: inSchema(schema),
    drop: async () => void (await admin!.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)),
  }
}

export function inSchema(schema: string, user?: string): string {
  const own = new URL(url)
  if (user) own.username = user
  own.searchParams.set('options', `-c search_path=${schema}`)
  // Tells its connections from those of other tests.
  own.searchParams.set('application_name', schema)
  return own.href
}
