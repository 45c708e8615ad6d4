import { chmodSync, closeSync, copyFileSync, linkSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs'
import { UserError } from '../../../core/errors.ts'
import { count } from '../../../core/text.ts'
import type { Database } from '../../sql/database.ts'
import { importRows } from '../../sql/transfer.ts'
import type { Counts } from '../../store.ts'
import type { SqliteModule } from '../engine.ts'
import { isUnsettled } from '../errors.ts'
import { lockOf } from '../lock.ts'
import { Pages } from './pages.ts'
import { salvage } from './salvage.ts'

export interface Damaged {
  engine: SqliteModule
  file: string
  /** The file is midstride's by its place; elsewhere it must look like one of its databases. */
  ours: boolean
  /** True when the file can be opened and every page of it is right: another process was here before. */
  isSound(): boolean
  /** Opens a new database with the tables of today. */
  create(file: string): Database
  notice(line: string): void
}

const LOCK_MS = 60_000
/** Mendings under way in this process, which would wait for their own lock. */
const underWay = new Map<string, Promise<void>>()

/**
 * Renames a damaged database (with its log), never overwrites or deletes it, and puts a new one in its place that holds every row
 * that can still be read. One process does it, the others wait. Throws UserError when the file is not midstride's or cannot be
 * moved; then everything is as it was.
 */
export async function setAside(damaged: Damaged): Promise<void> {
  const { file } = damaged
  const before = underWay.get(file) ?? Promise.resolve()
  const mine = before.then(() => withLock(damaged, () => mend(damaged)))
  underWay.set(
    file,
    mine.catch(() => undefined),
  )
  await mine
}

/** SQLite's own lock on a file beside the damaged one: the system lets go of it when the process dies. */
async function withLock(damaged: Damaged, work: () => Promise<void>): Promise<void> {
  const name = lockOf(damaged.file)
  const lock = acquire(damaged, name)
  try {
    await work()
  } finally {
    rmSync(name, { force: true })
    lock.close()
  }
}

/** Whoever waited for a lock that is deleted meanwhile gets an error, and asks for a new one. */
function acquire({ engine }: Damaged, name: string) {
  for (let attempt = 1; ; attempt += 1) {
    const lock = new engine.DatabaseSync(name)
    try {
      lock.exec(`PRAGMA busy_timeout = ${LOCK_MS}; BEGIN EXCLUSIVE`)
      return lock
    } catch (error) {
      lock.close()
      if (attempt === 10 || !isUnsettled(error)) throw error
    }
  }
}

async function mend(damaged: Damaged): Promise<void> {
  const { file, notice } = damaged
  if (damaged.isSound()) return
  if (!damaged.ours && !looksLikeOurs(file) && !looksLikeOurs(`${file}-wal`))
    throw new UserError(
      `${file} is not a midstride database; it was left as it is`,
      `move it away (mv '${file}' '${file}.aside'), or set MIDSTRIDE_DB to another file`,
    )
  const aside = freeName(file)
  const pages = new Pages(file)
  const held = hold(damaged)
  try {
    const kept = await rebuild(damaged, pages, `${file}.rebuilt`)
    swap(file, aside, copyOf(`${file}.rebuilt`))
    notice(
      `the database ${file} was damaged: ${count(kept.revisions, 'revision')}, ${count(kept.tasks, 'task')} and ${count(kept.memories, 'memory', 'memories')} could be read and are in use again; the damaged file is kept as ${aside}`,
    )
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(
      `the database ${file} is damaged and cannot be set aside: ${(error as Error).message}`,
      'check the space and the permissions of its folder, then try again',
    )
  } finally {
    held?.()
    // Closed last: to close any handle of a file lets go of all its locks in this process.
    pages.close()
  }
}

/** Keeps processes that have it open from writing while it is read; impossible where SQLite refuses the file altogether. */
function hold({ engine, file }: Damaged): (() => void) | null {
  const handle = new engine.DatabaseSync(file)
  try {
    handle.exec(`PRAGMA busy_timeout = ${LOCK_MS}; BEGIN IMMEDIATE`)
  } catch {
    handle.close()
    return null
  }
  return () => handle.close()
}

const PLURAL = { revision: 'revisions', task: 'tasks', memory: 'memories' } as const

async function rebuild(damaged: Damaged, pages: Pages, name: string): Promise<Counts> {
  remove(name)
  const kept: Counts = { projects: 0, revisions: 0, tasks: 0, memories: 0 }
  const database = damaged.create(name)
  try {
    for (const rows of salvage(pages)) {
      await importRows(database, rows, async root => root)
      for (const { kind } of rows) kept[PLURAL[kind]] += 1
    }
    await database.all('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    await database.close()
  }
  return kept
}

/** A file that no connection of this process ever had open: one that is still to be collected would lend it its log. */
function copyOf(rebuilt: string): string {
  const copy = `${rebuilt}.copy`
  copyFileSync(rebuilt, copy)
  chmodSync(copy, 0o600)
  remove(rebuilt)
  return copy
}

/** The name is never without a file for longer than a rename takes, on file systems that know links. */
function swap(file: string, aside: string, rebuilt: string): void {
  let linked = true
  try {
    linkSync(file, aside)
  } catch {
    linked = false
  }
  for (const end of ['-wal', '-shm']) if (exists(`${file}${end}`)) renameSync(`${file}${end}`, `${aside}${end}`)
  if (!linked) renameSync(file, aside)
  renameSync(rebuilt, file)
}

const exists = (file: string) => statSync(file, { throwIfNoEntry: false }) !== undefined
const remove = (file: string) => {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
}

function freeName(file: string): string {
  const stem = `${file}.damaged-${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? stem : `${stem}-${n}`
    if (!exists(name)) return name
  }
}

/** The text of our tables among bytes that are no text: a file of notes about them is not a database. */
function looksLikeOurs(file: string): boolean {
  if (!exists(file)) return false
  const bytes = Buffer.alloc(16 * 4096)
  const handle = openSync(file, 'r')
  try {
    const start = bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0))
    return start.includes(0) && start.includes('CREATE TABLE workflow_state')
  } finally {
    closeSync(handle)
  }
}
