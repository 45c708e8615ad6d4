export type Value = string | number | null
export type Row = Record<string, Value>

export interface Queries {
  /** Runs one statement with `?` placeholders and returns its rows; `RETURNING` works, counts do not. */
  all(sql: string, values?: readonly Value[]): Promise<Row[]>
}

/** What the store needs of an engine. The statements are the same for all of them; what differs stands in `dialect`. */
export interface Database extends Queries {
  dialect: Dialect
  /** One write at a time per project; rolled back when `work` throws. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface Dialect {
  /** Makes other writers of the same subject wait until the transaction ends. */
  lock(queries: Queries, subject: string): Promise<void>
  /** Enters the words of a memory into the full-text index. */
  index(queries: Queries, memory: number, words: readonly string[]): Promise<void>
  /** `sql` yields `id` and `score` (lowest is best) for one value, which `query` writes in the engine's syntax. */
  search: { sql: string; query(words: readonly string[]): string }
}

export async function first(queries: Queries, sql: string, values?: readonly Value[]): Promise<Row | undefined> {
  return (await queries.all(sql, values))[0]
}
