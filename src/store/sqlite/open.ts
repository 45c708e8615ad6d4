import { statSync } from 'node:fs'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Database, Queries, Row, Value } from '../sql/database.ts'
import { ask, connect, createFile, versionOf } from './connect.ts'
import { dialect } from './dialect.ts'
import { loadEngine, type SqliteModule } from './engine.ts'
import { isDamage, isUnsettled, toUserError } from './errors.ts'
import { lockOf } from './lock.ts'

export interface SqliteOptions {
  /** The file is midstride's own by its place, whatever is in it. */
  ours?: boolean
  /** Says on one line what was done to a damaged file. */
  notice?(line: string): void
}

/**
 * Opens the file, creating it (0600, new folders 0700) when it is missing. A damaged one is set aside and rebuilt from what can be
 * read, at once or when the damage is met; a file that is no database of midstride's is left as it is.
 */
export async function openSqlite(name: string, options: SqliteOptions = {}): Promise<Database> {
  const database = new SqliteDatabase(await loadEngine(), createFile(name), options)
  await database.open()
  return database
}

/**
 * The last transaction of each file in this process. Waiting for a lock stops the whole process, so that a connection which waits
 * for another one of the same process would wait in vain: they take turns instead.
 */
const turns = new Map<string, Promise<unknown>>()

const ATTEMPTS = 3

/** Another process put a new file in the place of this one. */
class Moved extends Error {}

class SqliteDatabase implements Database {
  readonly dialect = dialect
  private readonly engine: SqliteModule
  private readonly file: string
  private readonly options: SqliteOptions
  private handle: DatabaseSync | null = null
  private inode: number | undefined
  private readonly statements = new Map<string, StatementSync>()

  constructor(engine: SqliteModule, file: string, options: SqliteOptions) {
    this.engine = engine
    this.file = file
    this.options = options
  }

  /** Reads wait for a transaction of this process too: they would see what it may still take back. */
  async all(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    await this.turn()
    return this.mending(async () => {
      this.connected()
      if (this.hasMoved()) throw new Moved()
      return this.run(sql, values)
    })
  }

  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    const result = this.turn().then(() => this.mending(() => this.inTransaction(work)))
    turns.set(
      this.file,
      result.catch(() => undefined),
    )
    return result
  }

  private turn(): Promise<unknown> {
    return turns.get(this.file) ?? Promise.resolve()
  }

  async open(): Promise<void> {
    await this.mending(async () => this.connected())
  }

  /** Tries again after a damaged file was set aside, by this process or another. */
  private async mending<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1)
      try {
        return await work()
      } catch (error) {
        if (attempt === ATTEMPTS || !(error instanceof Moved || isDamage(error) || this.isReplaced(error)))
          throw toUserError(error, this.file)
        this.disconnect()
        if (!(error instanceof Moved)) await this.setAside()
      }
  }

  /** While a file is replaced, its log may be another's: what fails then is tried again when it is done. */
  private isReplaced(error: unknown): boolean {
    return isUnsettled(error) && sizeOf(lockOf(this.file), -1) >= 0
  }

  private async setAside(): Promise<void> {
    const { setAside } = await import('./damage/set-aside.ts')
    await setAside({
      engine: this.engine,
      file: this.file,
      ours: this.options.ours ?? false,
      isSound: () => this.isSound(),
      create: name => new SqliteDatabase(this.engine, createFile(name), {}),
      notice: line => this.options.notice?.(line),
    })
  }

  private isSound(): boolean {
    if (isEmptied(this.file)) return false
    let handle: DatabaseSync | undefined
    try {
      handle = connect(this.engine, this.file)
      return ask(handle, 'PRAGMA integrity_check(1)').integrity_check === 'ok'
    } catch (error) {
      if (isDamage(error)) return false
      throw error
    } finally {
      handle?.close()
    }
  }

  private connected(): DatabaseSync {
    if (this.handle === null) {
      if (isEmptied(this.file)) throw new Emptied()
      this.inode = inodeOf(this.file)
      this.handle = connect(this.engine, this.file)
      if (this.hasMoved()) throw new Moved()
    }
    return this.handle
  }

  private hasMoved(): boolean {
    return inodeOf(this.file) !== this.inode
  }

  private async inTransaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    this.run('BEGIN IMMEDIATE', [])
    try {
      // Looked at below the lock, which the one that sets a file aside holds until it is done.
      if (this.hasMoved()) throw new Moved()
      const result = await work({ all: async (sql, values = []) => this.run(sql, values) })
      this.run('COMMIT', [])
      return result
    } catch (error) {
      this.rollBack()
      throw error
    }
  }

  /** After some errors, a full disk among them, SQLite has done it already. */
  private rollBack(): void {
    try {
      this.run('ROLLBACK', [])
    } catch {}
  }

  private run(sql: string, values: readonly Value[]): Row[] {
    const handle = this.connected()
    let statement = this.statements.get(sql)
    if (!statement) {
      statement = handle.prepare(sql)
      this.statements.set(sql, statement)
    }
    return statement.all(...values) as Row[]
  }

  /** Deleted words and rows are rewritten away, in the file and in its log. */
  async purge(): Promise<void> {
    await this.all("INSERT INTO memory_words (memory_words) VALUES ('optimize')")
    await this.all('VACUUM')
    await this.all('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  async status(): Promise<{ version: number; bytes: number }> {
    return { version: versionOf(this.connected()), bytes: sizeOf(this.file) + sizeOf(`${this.file}-wal`) }
  }

  private disconnect(): void {
    this.statements.clear()
    this.handle?.close()
    this.handle = null
  }

  async close(): Promise<void> {
    await this.turn()
    if (this.handle !== null && sizeOf(`${this.file}-wal`) > LONG_LOG) settle(this.handle)
    this.disconnect()
  }
}

/** The next process to open the file reads all of its log, in a few milliseconds for this many bytes. */
const LONG_LOG = 1024 * 1024

/**
 * Writes the log into the file. Node does it when the last connection is closed; the package in its stead only when the collector has
 * come by the connection's statements. Another process that is busy with the file will do it.
 */
function settle(handle: DatabaseSync): void {
  try {
    handle.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {}
}

const sizeOf = (file: string, missing = 0) => statSync(file, { throwIfNoEntry: false })?.size ?? missing
const inodeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.ino

/** A file of no bytes whose log has some: SQLite would take it for new, and throw the log away. */
const isEmptied = (file: string) => sizeOf(file) === 0 && sizeOf(`${file}-wal`) > 0

/** Counts as damage: see `isDamage`. */
class Emptied extends Error {
  readonly errcode = 11
}
