import { isDeepStrictEqual } from 'node:util'
import { RefusedError } from '../../core/errors.ts'
import { maskDeep } from '../../core/secrets.ts'
import type { Task } from '../../core/tasks.ts'
import type { MemoryRow, RevisionRow, TaskRow } from '../../generated/types/store-export.ts'
import type { ExportRow } from '../store.ts'
import { type Database, first, type Queries, type Row, type Value } from './database.ts'
import { digestOf, enter, toMemory } from './memories.ts'
import { insertTask, TASK_COLUMNS, toTask } from './tasks.ts'

const REVISION = 'project, revision, path, session, branch, worktree, trigger, saved_at, owner, state_json, facts_json'
const MEMORY = 'id, content, tags, metadata, created_at, root, session, owner'
const TASK = [...TASK_COLUMNS, 'root', 'owner'].join(', ')

/** Every row, in pieces of at most 500: revisions, tasks, memories. Text that is no JSON any more is left out. */
export async function* exportRows(db: Database): AsyncIterable<ExportRow[]> {
  const paths = new Map<unknown, unknown>()
  const origin = ({ root = null, session = null, owner }: Row) => ({
    session,
    root: paths.get(root) ?? root,
    user: String(owner ?? ''),
  })
  yield* pages(db, 'revision', REVISION, ['project', 'revision'], 20, row => {
    paths.set(row.project, row.path)
    return toRevisionRow(row)
  })
  yield* pages(db, 'task', TASK, ['id'], 500, row => ({ kind: 'task', ...toTask(row), ...origin(row) }))
  yield* pages(db, 'memory', MEMORY, ['id'], 500, row => ({ kind: 'memory', ...toMemory(row), ...origin(row) }))
}

async function* pages(
  db: Database,
  table: string,
  columns: string,
  key: readonly string[],
  size: number,
  read: (row: Row) => unknown,
): AsyncIterable<ExportRow[]> {
  let after: Value[] = []
  for (;;) {
    const beyond = after.length > 0 ? `WHERE (${key.join(', ')}) > (${key.map(() => '?').join(', ')})` : ''
    const rows = await db.all(`SELECT ${columns} FROM ${table} ${beyond} ORDER BY ${key.join(', ')} LIMIT ?`, [
      ...after,
      size,
    ])
    if (rows.length === 0) return
    yield rows.flatMap(row => readable(row, read))
    after = key.map(column => rows.at(-1)![column]!)
  }
}

function readable(row: Row, read: (row: Row) => unknown): ExportRow[] {
  try {
    return [maskDeep(read(row)) as ExportRow]
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

function toRevisionRow(row: Row) {
  const { project, path, branch, worktree, trigger, saved_at, session, owner } = row
  return {
    kind: 'revision',
    ...{ project, path, revision: Number(row.revision), session: session || null, branch, worktree, trigger, saved_at },
    state: JSON.parse(String(row.state_json)),
    facts: row.facts_json === null ? null : JSON.parse(String(row.facts_json)),
    user: String(owner ?? ''),
  }
}

/** Adds rows in one transaction; see Store.importRows. `nameOf` gives the project's name in this store. */
export function importRows(
  db: Database,
  rows: readonly ExportRow[],
  nameOf: (root: string) => Promise<string>,
): Promise<{ added: number; skipped: number }> {
  return db.transaction(async queries => {
    await db.dialect.lock(queries, 'tasks')
    let added = 0
    for (const row of rows) if (await importRow(db, queries, row, nameOf)) added += 1
    return { added, skipped: rows.length - added }
  })
}

function importRow(db: Database, queries: Queries, row: ExportRow, nameOf: (root: string) => Promise<string>) {
  if (row.kind === 'revision') return importRevision(db, queries, row, nameOf)
  return row.kind === 'task' ? importTask(queries, row, nameOf) : importMemory(db, queries, row, nameOf)
}

const rootName = async (root: string | null, nameOf: (root: string) => Promise<string>) =>
  root === null ? null : nameOf(root)

async function importRevision(
  db: Database,
  queries: Queries,
  row: RevisionRow,
  nameOf: (root: string) => Promise<string>,
): Promise<boolean> {
  const text = JSON.stringify(row.state)
  const { path, revision, branch, worktree, trigger, saved_at, session } = row
  const project = await freeName(queries, row, text, [await nameOf(path), path])
  if (project === null) return false
  const values = [project, path, revision, session ?? '', branch, worktree, trigger, saved_at, Buffer.byteLength(text)]
  await queries.all(
    `INSERT INTO revision (project, path, revision, session, branch, worktree, trigger, saved_at, bytes, state_json, facts_json)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [...values, text, row.facts ? JSON.stringify(row.facts) : null],
  )
  if (row.user) await setOwner(queries, 'revision', 'project = ? AND revision = ?', [project, revision], row.user)
  await queries.all(db.dialect.revisionsAtLeast, [project, revision])
  await queries.all(
    `INSERT INTO workflow_state (project_path, state_json, trigger, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (${db.dialect.currentRow}) DO UPDATE
     SET state_json = excluded.state_json, trigger = excluded.trigger, updated_at = excluded.updated_at
     WHERE workflow_state.updated_at <= excluded.updated_at`,
    [project, text, trigger, saved_at, saved_at],
  )
  return true
}

/** Of the names a project may have here, the first under which this revision is free; null when it is there and equal. */
async function freeName(
  queries: Queries,
  { path, revision, saved_at }: RevisionRow,
  text: string,
  names: readonly string[],
): Promise<string | null> {
  for (const name of new Set(names)) {
    const there = await first(
      queries,
      'SELECT path, saved_at, state_json FROM revision WHERE project = ? AND revision = ?',
      [name, revision],
    )
    if (!there) return name
    if (there.saved_at === saved_at && there.state_json === text) return null
    // Two checkouts of one repository have numbers of their own; the second keeps its path for a name.
    if (there.path === path) break
  }
  throw new RefusedError(
    `revision ${revision} of ${path} is in this store already, and different`,
    'import into an empty store (MIDSTRIDE_DB), or forget the project here first',
  )
}

async function importTask(queries: Queries, row: TaskRow, nameOf: (root: string) => Promise<string>): Promise<boolean> {
  const { kind: _, root, user, ...task } = row
  const more = { root: await rootName(root, nameOf), ...(user && { owner: user }) }
  if (await insertTask(queries, task as Task, more)) return true
  const there = await first(queries, `SELECT ${TASK} FROM task WHERE id = ?`, [task.id])
  if (there && isDeepStrictEqual(maskDeep(toTask(there)), task)) return false
  throw new RefusedError(
    `task ${task.id} is in this store already, and different`,
    'import into an empty store (MIDSTRIDE_DB), or forget the project here first',
  )
}

async function importMemory(
  db: Database,
  queries: Queries,
  row: MemoryRow,
  nameOf: (root: string) => Promise<string>,
): Promise<boolean> {
  const digest = digestOf(row.content)
  if (await first(queries, 'SELECT id FROM memory WHERE digest = ?', [digest])) return false
  const columns = 'content, tags, metadata, created_at, root, session, digest'
  const values = [row.content, JSON.stringify(row.tags), JSON.stringify(row.metadata), row.created_at]
  const all = [...values, await rootName(row.root, nameOf), row.session, digest]
  const kept = await queries.all(
    `INSERT INTO memory (id, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [row.id, ...all],
  )
  if (kept.length > 0 && db.dialect.memoriesAtLeast) await queries.all(db.dialect.memoriesAtLeast, [row.id])
  const made =
    kept[0] ?? (await first(queries, `INSERT INTO memory (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`, all))
  const id = Number(made!.id)
  if (row.user) await setOwner(queries, 'memory', 'id = ?', [id], row.user)
  await enter(db, queries, { ...row, id })
  return true
}

async function setOwner(queries: Queries, table: string, where: string, values: Value[], owner: string): Promise<void> {
  await queries.all(`UPDATE ${table} SET owner = ? WHERE ${where}`, [owner, ...values])
}
