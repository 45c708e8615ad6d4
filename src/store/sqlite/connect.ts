import { closeSync, openSync, realpathSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { UserError } from '../../core/errors.ts'
import { makeFolder } from '../../io/folder.ts'
import type { SqliteModule } from './engine.ts'
import { migrations } from './schema.ts'

/** How long one process waits for another's write, in milliseconds. */
const BUSY_MS = 3000

/** The file's real path, however it was named: connections to it must know that it is one. Created (0600, new folders 0700) when it is missing. */
export function createFile(file: string): string {
  try {
    makeFolder(path.dirname(file), 0o700)
    // An existing file is not opened here: to close it would let go of the locks of this process's other connections.
    const info = statSync(file, { throwIfNoEntry: false })
    if (!info) closeSync(openSync(file, 'a', 0o600))
    else if (!info.isFile()) throw new Error('it is not a file')
    refuseNetwork(file)
    return realpathSync(file)
  } catch (error) {
    if (error instanceof UserError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    const why = WORDS[code ?? ''] ?? message
    throw new UserError(
      `the database ${file} cannot be opened: ${why}`,
      'check the folder and its permissions, or set MIDSTRIDE_DB to another file',
    )
  }
}

const WORDS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a folder of its path is a file',
}

function refuseNetwork(file: string): void {
  const name = networkDrive(statfsSync(file).type)
  if (name !== null)
    throw new UserError(
      `the database ${file} is on a network drive (${name}), where SQLite loses data`,
      'set MIDSTRIDE_DB to a file on a local disk, or to a PostgreSQL server',
    )
}

/** Types of statfs(2) on Linux of file systems that other machines write to as well; SQLite's log needs shared memory. */
const NETWORK: Record<number, string> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB2',
  16914839: '9P',
  1397113167: 'AFS',
  12805120: 'Ceph',
}

export function networkDrive(type: number): string | null {
  return process.platform === 'linux' ? (NETWORK[type >>> 0] ?? null) : null
}

/** A connection to a file whose tables are up to date. Throws SQLite's own errors, and UserError for a file that is another's. */
export function connect({ DatabaseSync }: SqliteModule, file: string): DatabaseSync {
  const handle = new DatabaseSync(file)
  try {
    handle.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA foreign_keys = ON`)
    checkOwner(handle, file)
    useWal(handle)
    migrate(handle)
    return handle
  } catch (error) {
    handle.close()
    throw error
  }
}

function useWal(handle: DatabaseSync): void {
  if (ask(handle, 'PRAGMA journal_mode').journal_mode !== 'wal') handle.exec('PRAGMA journal_mode = WAL')
  handle.exec('PRAGMA synchronous = NORMAL')
}

/** The first row of one statement. */
export const ask = (handle: DatabaseSync, sql: string) => handle.prepare(sql).get() as Record<string, unknown>

export const versionOf = (handle: DatabaseSync) => ask(handle, 'PRAGMA user_version').user_version as number

/** Bytes 68 to 71 of the file (https://www.sqlite.org/fileformat.html): "MIDS". */
const APPLICATION_ID = 0x4d494453

/** Refuses the database of another program, or of a newer midstride, before anything is written. */
function checkOwner(handle: DatabaseSync, file: string): void {
  const help = 'set MIDSTRIDE_DB to another file'
  const tables = ask(handle, 'SELECT count(*) AS n FROM sqlite_master').n as number
  if (tables > 0 && ask(handle, 'PRAGMA application_id').application_id !== APPLICATION_ID)
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
