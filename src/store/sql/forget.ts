import type { Counts, Forgettable, StoreStatus } from '../store.ts'
import { type Database, first, type Queries, type Value } from './database.ts'
import { deleteMemories } from './memories.ts'

type Condition = [where: string, values: Value[]]

/** Counts what would go; with `really`, deletes it, and its bytes from the files. */
export async function forget(
  db: Database,
  what: Forgettable,
  really: boolean,
  nameOf: (root: string) => Promise<string>,
): Promise<Counts> {
  const project = typeof what === 'object' && 'project' in what ? await nameOf(what.project) : null
  const found = conditions(what, project)
  const own = ([where, values]: Condition): Condition => [`${where} AND ${db.dialect.own}`, values]
  const [revisions, tasks, memories] = found.map(own) as [Condition, Condition, Condition]
  if (!really)
    return {
      projects: await count(db, 'DISTINCT project', 'revision', revisions),
      revisions: await count(db, '*', 'revision', revisions),
      tasks: await count(db, '*', 'task', tasks),
      memories: await count(db, '*', 'memory', memories),
    }
  const gone = await db.transaction(async queries => {
    await db.dialect.lock(queries, 'tasks')
    const rows = await queries.all(`DELETE FROM revision WHERE ${revisions[0]} RETURNING project`, revisions[1])
    const projects = [...new Set(rows.map(row => String(row.project)))]
    for (const name of projects) await renewProject(db, queries, name)
    const deleted = await queries.all(`DELETE FROM task WHERE ${tasks[0]} RETURNING id`, tasks[1])
    if (deleted.length > 0) await releaseWaiting(queries)
    return {
      projects: projects.length,
      revisions: rows.length,
      tasks: deleted.length,
      memories: await deleteMemories(db, queries, memories[0], memories[1]),
    }
  })
  await db.purge()
  return gone
}

function conditions(what: Forgettable, project: string | null): Condition[] {
  if (what === 'all') return [1, 2, 3].map(() => ['TRUE', []])
  if ('session' in what)
    return [
      ['session = ?', [what.session]],
      ['FALSE', []],
      ['session = ?', [what.session]],
    ]
  return [
    ['project = ?', [project]],
    ['(root = ? OR (root IS NULL AND project = ?))', [project, what.name]],
    ['root = ?', [project]],
  ]
}

async function count(queries: Queries, what: string, table: string, [where, values]: Condition): Promise<number> {
  const row = await first(queries, `SELECT count(${what}) AS n FROM ${table} WHERE ${where}`, values)
  return Number(row!.n)
}

/** The current row of a project becomes the newest revision that is left; without any, its name goes too. */
async function renewProject({ dialect }: Database, queries: Queries, project: string): Promise<void> {
  await queries.all('DELETE FROM workflow_state WHERE project_path = ?', [project])
  const kept = await queries.all(
    `INSERT INTO workflow_state (project_path, state_json, trigger) SELECT project, state_json, trigger
     FROM revision WHERE project = ? ORDER BY revision DESC LIMIT 1 RETURNING project_path`,
    [project],
  )
  if (kept.length === 0 && dialect.forgetProject) await queries.all(dialect.forgetProject, [project])
}

/** Tasks that are left wait no more for those that are gone. */
async function releaseWaiting(queries: Queries): Promise<void> {
  const missing = 'NOT EXISTS (SELECT 1 FROM task other WHERE other.id ='
  await queries.all(`UPDATE task SET parent = NULL WHERE parent IS NOT NULL AND ${missing} task.parent)`)
  const rows = await queries.all(
    `SELECT id, depends_on, status FROM task WHERE id IN (SELECT task FROM task_wait WHERE ${missing} blocker))`,
  )
  for (const { id, depends_on, status } of rows) {
    await queries.all(`DELETE FROM task_wait WHERE task = ? AND ${missing} blocker)`, [id!])
    const waits = await queries.all('SELECT blocker FROM task_wait WHERE task = ?', [id!])
    const left = (JSON.parse(String(depends_on)) as string[]).filter(on => waits.some(({ blocker }) => blocker === on))
    await queries.all('UPDATE task SET depends_on = ?, status = ? WHERE id = ?', [
      JSON.stringify(left),
      status === 'blocked' && left.length === 0 ? 'active' : status!,
      id!,
    ])
  }
}

export async function storeStatus(db: Database): Promise<StoreStatus> {
  const counted = await first(
    db,
    `SELECT (SELECT count(DISTINCT project) FROM revision) AS projects,
      (SELECT count(*) FROM revision) AS revisions, (SELECT count(*) FROM task) AS tasks,
      (SELECT count(*) FROM memory) AS memories,
      (SELECT count(*) FROM (SELECT DISTINCT project, session FROM revision) each_one) AS sessions`,
  )
  const number = (name: string) => Number(counted![name])
  return {
    engine: db.dialect.name,
    ...(await db.status()),
    projects: number('projects'),
    revisions: number('revisions'),
    sessions: number('sessions'),
    tasks: number('tasks'),
    memories: number('memories'),
  }
}
