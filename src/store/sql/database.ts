export type Value = string | number | null
export type Row = Record<string, Value>

export interface Queries {
  /** Runs one statement with `?` placeholders and returns its rows; `RETURNING` works, counts do not. */
  all(sql: string, values?: readonly Value[]): Promise<Row[]>
}

/** What the store needs of an engine. The statements are the same for all of them; what differs stands in `dialect`. */
export interface Database extends Queries {
  dialect: Dialect
  /** One write at a time per project; rolled back when `work` throws. `work` may run twice: the first time nothing was kept. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>
  /** Takes the bytes of deleted rows out of the files, as far as the engine can. */
  purge(): Promise<void>
  /** Version of the tables, and bytes on the disk. */
  status(): Promise<{ version: number; bytes: number }>
  close(): Promise<void>
}

export interface Dialect {
  name: string
  /** Makes other writers of the same subject wait until the transaction ends. */
  lock(queries: Queries, subject: string): Promise<void>
  /** Condition that holds for rows of this user. */
  own: string
  /** What makes a row of `workflow_state` the current one. */
  currentRow: string
  /** Yields the next revision number of the project given, as `next`. */
  nextRevision: string
  /** Lets the numbers of a project go on above the one given; those of memories too, where the engine must be told. */
  revisionsAtLeast: string
  memoriesAtLeast: string | null
  /** Takes the name of a project out of the counters; null where other users may still need it. */
  forgetProject: string | null
  /** Enters the words of a memory into the full-text index. */
  index(queries: Queries, memory: number, words: readonly string[]): Promise<void>
  /** Takes them out again; the words must be those that were entered. */
  unindex(queries: Queries, memory: number, words: readonly string[]): Promise<void>
  /** `sql` yields `id` and `score` (lowest is best) for one value, which `query` writes in the engine's syntax. */
  search: { sql: string; query(words: readonly string[]): string }
}

export async function first(queries: Queries, sql: string, values?: readonly Value[]): Promise<Row | undefined> {
  return (await queries.all(sql, values))[0]
}
