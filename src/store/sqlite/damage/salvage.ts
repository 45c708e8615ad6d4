import { TASK_STATUSES } from '../../../core/tasks.ts'
import { TASK_COLUMNS, toTask } from '../../sql/tasks.ts'
import type { ExportRow } from '../../store.ts'
import type { Pages } from './pages.ts'
import { type Field, findRecords } from './records.ts'

/** The rows of the store that can still be read, each once, in pieces. A row is known by its shape: its table may be lost. */
export function* salvage(pages: Pages): Iterable<ExportRow[]> {
  const seen = new Set<string>()
  const tasks = new Map<string, ExportRow & { kind: 'task' }>()
  let piece: ExportRow[] = []
  for (const { rowid, fields } of findRecords(pages)) {
    const row = readable(() => asRevision(fields) ?? asTask(fields) ?? asMemory(rowid, fields))
    if (!row) continue
    if (row.kind === 'task') {
      // A page that was freed may hold an older text of the same task.
      if ((tasks.get(row.id)?.updated_at ?? '') <= row.updated_at) tasks.set(row.id, row)
      continue
    }
    const key = row.kind === 'memory' ? `memory ${row.id}` : `${row.revision} ${row.project}`
    if (seen.has(key)) continue
    seen.add(key)
    piece.push(row)
    if (piece.length < 50) continue
    yield piece
    piece = []
  }
  yield [...piece, ...tasks.values()]
}

function readable<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isTime = (value: unknown): value is string => isText(value) && /^\d{4}-\d\d-\d\dT/.test(value)
const orNull = (value: Field | undefined) => (isText(value) ? value : null)

function asRevision(fields: readonly Field[]): ExportRow | null {
  const [project, revision, session, branch, worktree, trigger, saved_at, bytes, state, facts, , owner] = fields
  if (fields.length < 10 || !isText(project) || !isText(session) || !isTime(saved_at) || !isText(state)) return null
  if (typeof revision !== 'number' || typeof bytes !== 'number') return null
  if (trigger !== 'manual' && trigger !== 'auto' && trigger !== 'checkpoint') return null
  return {
    kind: 'revision',
    ...{ project, path: project, revision, trigger, saved_at },
    session: session || null,
    branch: orNull(branch),
    worktree: orNull(worktree),
    state: JSON.parse(state),
    facts: isText(facts) ? JSON.parse(facts) : null,
    user: orNull(owner) ?? '',
  }
}

function asTask(fields: readonly Field[]): ExportRow | null {
  if (fields.length < TASK_COLUMNS.length) return null
  const row = Object.fromEntries(TASK_COLUMNS.map((column, index) => [column, fields[index]!]))
  const { id, title, type, project, body, depends_on, status, tags, created_at, updated_at, priority } = row
  if (![id, title, type, project, body, depends_on, tags].every(isText) || !isTime(created_at) || !isTime(updated_at))
    return null
  if (typeof priority !== 'number' || !TASK_STATUSES.some(known => known === status)) return null
  const [root, owner] = fields.slice(TASK_COLUMNS.length)
  return { kind: 'task', ...toTask(row), root: orNull(root), user: orNull(owner) ?? '' }
}

function asMemory(id: number, fields: readonly Field[]): ExportRow | null {
  const [, content, tags, metadata, created_at, root, session, , owner] = fields
  if (fields.length < 5 || fields.length > 9 || fields[0] !== null) return null
  if (!isText(content) || !isText(tags) || !isText(metadata) || !isTime(created_at)) return null
  const read = { tags: JSON.parse(tags), metadata: JSON.parse(metadata) }
  if (!Array.isArray(read.tags) || typeof read.metadata !== 'object' || read.metadata === null) return null
  const more = { root: orNull(root), session: orNull(session), user: orNull(owner) ?? '' }
  return { kind: 'memory', id, content, ...read, created_at, ...more }
}
