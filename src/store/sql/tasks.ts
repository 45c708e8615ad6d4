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
import { type Database, first, type Queries, type Row, type Value } from './database.ts'

const COLUMNS = [
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

/** Tasks of all projects share one lock: a dependency may cross projects. */
const LOCK = 'tasks'

export async function listTasks(
  db: Database,
  { project, status, limit = 100 }: { project?: string; status?: TaskStatus[]; limit?: number } = {},
): Promise<Task[]> {
  const where: string[] = []
  const values: Value[] = []
  if (project !== undefined) {
    where.push('project = ?')
    values.push(project)
  }
  if (status !== undefined && status.length > 0) {
    where.push(`status IN (${status.map(() => '?').join(', ')})`)
    values.push(...status)
  }
  const rows = await db.all(
    `SELECT ${COLUMNS.join(', ')} FROM task ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
     ORDER BY priority, updated_at DESC, id LIMIT ?`,
    [...values, limit],
  )
  return rows.map(toTask)
}

export async function getTask(queries: Queries, id: string): Promise<Task | null> {
  const row = await first(queries, `SELECT ${COLUMNS.join(', ')} FROM task WHERE id = ?`, [id])
  return row ? toTask(row) : null
}

export function createTask(db: Database, given: NewTask, now: string): Promise<Task> {
  return db.transaction(async queries => {
    await db.dialect.lock(queries, LOCK)
    if (given.id !== undefined && (await getTask(queries, given.id)))
      throw new UserError(`task ${given.id} exists already`, 'update it, or leave the id out')
    const id = given.id ?? (await freeId(queries))
    const task = newTask(given, id, now, await views(queries))
    await queries.all(
      `INSERT INTO task (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
      COLUMNS.map(column => toValue(task[column])),
    )
    return task
  })
}

export function updateTask(db: Database, id: string, change: TaskChange, by: Actor, now: string): Promise<Task> {
  return db.transaction(async queries => {
    await db.dialect.lock(queries, LOCK)
    const task = await existing(queries, id)
    const others = await views(queries)
    const next = changeTask(task, change, by, now, others)
    await write(queries, next)
    for (const waiting of unblocked(next, others)) {
      const freed = await existing(queries, waiting)
      await write(queries, { ...freed, status: 'active', updated_at: now })
    }
    return next
  })
}

export function claim(db: Database, id: string, by: Actor, now: string): Promise<Task> {
  return db.transaction(async queries => {
    await db.dialect.lock(queries, LOCK)
    const task = await existing(queries, id)
    const others = await views(queries)
    const next = changeTask(task, claimTask(task, by, others), by, now, others)
    await write(queries, next)
    return next
  })
}

async function existing(queries: Queries, id: string): Promise<Task> {
  const task = await getTask(queries, id)
  if (!task) throw new UserError(`task ${id} does not exist`, "see 'midstride task list'")
  return task
}

async function write(queries: Queries, task: Task): Promise<void> {
  const columns = COLUMNS.filter(column => column !== 'id')
  await queries.all(`UPDATE task SET ${columns.map(column => `${column} = ?`).join(', ')} WHERE id = ?`, [
    ...columns.map(column => toValue(task[column])),
    task.id,
  ])
}

async function views(queries: Queries): Promise<Map<string, TaskView>> {
  const rows = await queries.all('SELECT id, depends_on, status FROM task')
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

async function freeId(queries: Queries): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const id = taskId(Math.random, 4 + Math.floor(attempt / 4))
    if (!(await first(queries, 'SELECT id FROM task WHERE id = ?', [id]))) return id
  }
}

const toValue = (value: Task[keyof Task]): Value => (Array.isArray(value) ? JSON.stringify(value) : value)

function toTask(row: Row): Task {
  return {
    ...(row as unknown as Task),
    priority: Number(row.priority),
    depends_on: JSON.parse(String(row.depends_on)),
    tags: JSON.parse(String(row.tags)),
  }
}
