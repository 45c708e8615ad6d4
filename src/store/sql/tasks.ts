import { UserError } from '../../core/errors.ts'
import {
  type Actor,
  changeTask,
  claimTask,
  type NewTask,
  newTask,
  type Task,
  type TaskChange,
  type TaskStatus,
  type TaskView,
  taskId,
  unblocked,
} from '../../core/tasks.ts'
import type { ChangedTask, TaskFilter } from '../store.ts'
import { type Database, first, type Queries, type Row, type Value } from './database.ts'

export const TASK_COLUMNS = [
  'id',
  'title',
  'type',
  'project',
  'priority',
  'body',
  'parent',
  'depends_on',
  'status',
  'tags',
  'session',
  'worktree',
  'created_at',
  'updated_at',
] as const
const COLUMNS = TASK_COLUMNS.join(', ')

/** Tasks of all projects share one lock: a dependency may cross projects. */
const LOCK = 'tasks'

export async function listTasks(
  db: Database,
  { project, status, parent, limit = 100 }: TaskFilter = {},
): Promise<Task[]> {
  const where: string[] = []
  const values: Value[] = []
  for (const [column, value] of Object.entries({ project, parent }))
    if (value !== undefined) {
      where.push(`${column} = ?`)
      values.push(value)
    }
  if (status !== undefined && status.length > 0) {
    where.push(`status IN (${status.map(() => '?').join(', ')})`)
    values.push(...status)
  }
  const rows = await db.all(
    `SELECT ${COLUMNS} FROM task ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
     ORDER BY priority, updated_at DESC, id LIMIT ?`,
    [...values, limit],
  )
  return rows.map(toTask)
}

export async function getTask(queries: Queries, id: string): Promise<Task | null> {
  const row = await first(queries, `SELECT ${COLUMNS} FROM task WHERE id = ?`, [id])
  return row ? toTask(row) : null
}

export function createTask(db: Database, given: NewTask, root: string | null, now: string): Promise<Task> {
  return db.transaction(async queries => {
    await db.dialect.lock(queries, LOCK)
    for (let attempt = 0; ; attempt += 1) {
      const id = given.id ?? taskId(Math.random, 4 + Math.floor(attempt / 4))
      const task = newTask(given, id, now, await ancestors(queries, given.depends_on ?? []))
      if (await insertTask(queries, task, { root })) return task
      if (given.id !== undefined)
        throw new UserError(`task ${given.id} exists already`, 'update it, or leave the id out')
    }
  })
}

/** False when there is a task of that id. */
export async function insertTask(
  queries: Queries,
  task: Task,
  more: { root?: string | null; owner?: string },
): Promise<boolean> {
  const row = { ...task, ...more }
  const columns = [...TASK_COLUMNS, ...(Object.keys(more) as (keyof typeof more)[])]
  const made = await queries.all(
    `INSERT INTO task (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    columns.map(column => toValue(row[column] ?? null)),
  )
  if (made.length > 0) await writeWaits(queries, task)
  return made.length > 0
}

export function updateTask(db: Database, id: string, change: TaskChange, by: Actor, now: string): Promise<ChangedTask> {
  return db.transaction(async queries => {
    await db.dialect.lock(queries, LOCK)
    const task = await existing(queries, id)
    const next = changeTask(task, change, by, now, await ancestors(queries, change.depends_on ?? task.depends_on))
    await write(queries, task, next)
    const freed = unblocked(next, await waiting(queries, id))
    for (const other of freed)
      await queries.all("UPDATE task SET status = 'active', updated_at = ? WHERE id = ?", [now, other])
    return { task: next, unblocked: freed }
  })
}

export function claim(db: Database, id: string, by: Actor, now: string): Promise<Task> {
  return db.transaction(async queries => {
    await db.dialect.lock(queries, LOCK)
    const task = await existing(queries, id)
    const others = await ancestors(queries, task.depends_on)
    const next = changeTask(task, claimTask(task, by, others), by, now, others)
    await write(queries, task, next)
    return next
  })
}

async function existing(queries: Queries, id: string): Promise<Task> {
  const task = await getTask(queries, id)
  if (!task) throw new UserError(`task ${id} does not exist`, "see 'midstride task list'")
  return task
}

async function write(queries: Queries, before: Task, task: Task): Promise<void> {
  const columns = TASK_COLUMNS.filter(column => column !== 'id')
  await queries.all(`UPDATE task SET ${columns.map(column => `${column} = ?`).join(', ')} WHERE id = ?`, [
    ...columns.map(column => toValue(task[column])),
    task.id,
  ])
  if (before.depends_on.join() === task.depends_on.join()) return
  await queries.all('DELETE FROM task_wait WHERE task = ?', [task.id])
  await writeWaits(queries, task)
}

async function writeWaits(queries: Queries, { id, depends_on }: Task): Promise<void> {
  for (const blocker of depends_on)
    await queries.all('INSERT INTO task_wait (task, blocker) VALUES (?, ?)', [id, blocker])
}

/** The tasks of these ids, and everything they wait for, however far. */
async function ancestors(queries: Queries, ids: readonly string[]): Promise<Map<string, TaskView>> {
  if (ids.length === 0) return new Map()
  return views(
    await queries.all(
      `WITH RECURSIVE needed (id) AS (
         SELECT id FROM task WHERE id IN (${ids.map(() => '?').join(', ')})
         UNION SELECT blocker FROM task_wait JOIN needed ON needed.id = task_wait.task)
       SELECT id, depends_on, status FROM task JOIN needed USING (id)`,
      ids,
    ),
  )
}

/** The tasks that wait for this one, and everything those wait for. */
async function waiting(queries: Queries, id: string): Promise<Map<string, TaskView>> {
  return views(
    await queries.all(
      `SELECT id, depends_on, status FROM task WHERE id IN (SELECT task FROM task_wait WHERE blocker = ?)
       UNION SELECT id, depends_on, status FROM task WHERE id IN
         (SELECT blocker FROM task_wait WHERE task IN (SELECT task FROM task_wait WHERE blocker = ?))`,
      [id, id],
    ),
  )
}

function views(rows: readonly Row[]): Map<string, TaskView> {
  return new Map(
    rows.map(row => [
      String(row.id),
      {
        id: String(row.id),
        depends_on: JSON.parse(String(row.depends_on)) as string[],
        status: row.status as TaskStatus,
      },
    ]),
  )
}

const toValue = (value: Task[keyof Task]): Value => (Array.isArray(value) ? JSON.stringify(value) : value)

export function toTask(row: Row): Task {
  return {
    ...(Object.fromEntries(TASK_COLUMNS.map(column => [column, row[column]])) as unknown as Task),
    priority: Number(row.priority),
    depends_on: JSON.parse(String(row.depends_on)),
    tags: JSON.parse(String(row.tags)),
  }
}
