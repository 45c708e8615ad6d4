import { chmodSync, closeSync, openSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { UserError } from '../../core/errors.ts'
import { makeFolder } from '../../io/folder.ts'
import type { Database, Queries, Row, Value } from '../sql/database.ts'
import { dialect } from './dialect.ts'
import { loadEngine } from './engine.ts'
import { toUserError } from './errors.ts'
import { migrations } from './schema.ts'

/** How long one process waits for another's write, in milliseconds. */
const BUSY_MS = 3000

/** Opens the file, creating it (0600, new folders 0700) when it is missing. A file that is no database is left as it is. */
export async function openSqlite(name: string): Promise<Database> {
  const { DatabaseSync } = await loadEngine()
  const file = createFile(name)
  let handle: DatabaseSync | undefined
  try {
    handle = new DatabaseSync(file)
    handle.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA foreign_keys = ON`)
    checkOwner(handle, file)
    useWal(handle)
    migrate(handle)
    return new SqliteDatabase(handle, file)
  } catch (error) {
    handle?.close()
    throw toUserError(error, file)
  }
}

/** The file's real path, however it was named: connections to it must know that it is one. */
function createFile(file: string): string {
  try {
    makeFolder(path.dirname(file), 0o700)
    const fresh = !statSync(file, { throwIfNoEntry: false })
    closeSync(openSync(file, 'a', 0o600))
    if (fresh) chmodSync(file, 0o600)
    return realpathSync(file)
  } catch (error) {
    throw new UserError(
      `the database ${file} cannot be opened: ${(error as Error).message}`,
      'check the folder and its permissions, or set MIDSTRIDE_DB to another file',
    )
  }
}

function useWal(handle: DatabaseSync): void {
  const mode = handle.prepare('PRAGMA journal_mode').get() as { journal_mode: string }
  if (mode.journal_mode !== 'wal') handle.exec('PRAGMA journal_mode = WAL')
  handle.exec('PRAGMA synchronous = NORMAL')
}

const versionOf = (handle: DatabaseSync) =>
  (handle.prepare('PRAGMA user_version').get() as { user_version: number }).user_version

/** Bytes 68 to 71 of the file (https://www.sqlite.org/fileformat.html): "MIDS". */
const APPLICATION_ID = 0x4d494453

/** Refuses the database of another program, or of a newer midstride, before anything is written. */
function checkOwner(handle: DatabaseSync, file: string): void {
  const help = 'set MIDSTRIDE_DB to another file'
  const { application_id } = handle.prepare('PRAGMA application_id').get() as { application_id: number }
  const { tables } = handle.prepare('SELECT count(*) AS tables FROM sqlite_master').get() as { tables: number }
  if (application_id !== APPLICATION_ID && tables > 0)
    throw new UserError(`${file} is the database of another program; it was left as it is`, help)
  const version = versionOf(handle)
  if (version > migrations.length)
    throw new UserError(
      `${file} was written by a newer midstride (version ${version} of its tables, ${migrations.length} known)`,
      `update midstride, or ${help}`,
    )
}

function migrate(handle: DatabaseSync): void {
  if (versionOf(handle) === migrations.length) return
  handle.exec('BEGIN IMMEDIATE')
  try {
    for (const step of migrations.slice(versionOf(handle))) handle.exec(step)
    handle.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}`)
    handle.exec('COMMIT')
  } catch (error) {
    handle.exec('ROLLBACK')
    throw error
  }
}

/**
 * The last transaction of each file in this process. Waiting for a lock stops the whole process, so that a connection which waits
 * for another one of the same process would wait in vain: they take turns instead.
 */
const turns = new Map<string, Promise<unknown>>()

class SqliteDatabase implements Database {
  readonly dialect = dialect
  private readonly handle: DatabaseSync
  private readonly file: string
  private readonly statements = new Map<string, StatementSync>()

  constructor(handle: DatabaseSync, file: string) {
    this.handle = handle
    this.file = file
  }

  /** Reads wait for a transaction of this process too: they would see what it may still take back. */
  async all(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    await this.turn()
    return this.run(sql, values)
  }

  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    const result = this.turn().then(() => this.inTransaction(work))
    turns.set(
      this.file,
      result.catch(() => undefined),
    )
    return result
  }

  private turn(): Promise<unknown> {
    return turns.get(this.file) ?? Promise.resolve()
  }

  private async inTransaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    this.run('BEGIN IMMEDIATE', [])
    try {
      const result = await work({ all: async (sql, values = []) => this.run(sql, values) })
      this.run('COMMIT', [])
      return result
    } catch (error) {
      this.run('ROLLBACK', [])
      throw error
    }
  }

  private run(sql: string, values: readonly Value[]): Row[] {
    try {
      let statement = this.statements.get(sql)
      if (!statement) {
        statement = this.handle.prepare(sql)
        this.statements.set(sql, statement)
      }
      return statement.all(...values) as Row[]
    } catch (error) {
      throw toUserError(error, this.file)
    }
  }

  async close(): Promise<void> {
    await this.turn()
    this.statements.clear()
    this.handle.close()
  }
}
