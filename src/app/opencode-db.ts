import { UserError } from '../core/errors.ts'
import { loadEngine } from '../store/sqlite/engine.ts'

/** A session of OpenCode's database that no other session started. */
export interface OpencodeSession {
  id: string
  directory: string
  /** Milliseconds since 1970. */
  updated: number
}

/** One session as `opencode export` prints it, and the sessions of its subagents. */
export interface OpencodeExport {
  main: Buffer
  children: Buffer[]
}

type Row = Record<string, string | number | null>
type Query = (sql: string, ...values: string[]) => Row[]

/** How SQLite files begin (https://www.sqlite.org/fileformat.html). */
export const isSqlite = (head: Uint8Array): boolean =>
  Buffer.from(head.subarray(0, 16)).toString('latin1') === 'SQLite format 3\0'

/** Sessions of an OpenCode database, the newest first. */
export async function opencodeSessions(file: string): Promise<OpencodeSession[]> {
  return read(file, topSessions)
}

/** The named session, or the newest of a database; its subagents' sessions with it. */
export async function exportOpencode(file: string, session?: string): Promise<OpencodeExport> {
  return read(file, query => {
    const id = session ?? topSessions(query)[0]?.id
    const [row] = id === undefined ? [] : query('SELECT * FROM session WHERE id = ?', id)
    if (!row) {
      const known = topSessions(query).slice(0, 3)
      throw new UserError(
        session === undefined ? `${file} holds no session` : `${file} holds no session '${session}'`,
        known.length > 0 ? `the newest: ${known.map(entry => entry.id).join(', ')}` : 'name another transcript',
      )
    }
    const children = query('SELECT * FROM session WHERE parent_id = ? ORDER BY time_created', String(row.id))
    return { main: exported(query, row), children: children.map(child => exported(query, child)) }
  })
}

function topSessions(query: Query): OpencodeSession[] {
  const rows = query(
    'SELECT id, directory, time_updated FROM session WHERE parent_id IS NULL ORDER BY time_updated DESC',
  )
  return rows.map(({ id, directory, time_updated }) => ({
    id: String(id),
    directory: String(directory),
    updated: Number(time_updated),
  }))
}

/** Ids stand in columns of their own; what else a message or a part holds is JSON. */
function exported(query: Query, row: Row): Buffer {
  const parts = new Map<string, Row[]>()
  const held = query(
    'SELECT id, message_id, data FROM part WHERE session_id = ? ORDER BY message_id, id',
    String(row.id),
  )
  for (const part of held) parts.set(String(part.message_id), [...(parts.get(String(part.message_id)) ?? []), part])
  const messages = query('SELECT id, data FROM message WHERE session_id = ? ORDER BY time_created, id', String(row.id))
  const value = {
    info: {
      id: row.id,
      parentID: row.parent_id ?? undefined,
      directory: row.directory,
      title: row.title,
      version: row.version,
      time: { created: row.time_created, updated: row.time_updated },
    },
    messages: messages.map(({ id, data }) => ({
      info: { ...json(data), id, sessionID: row.id },
      parts: (parts.get(String(id)) ?? []).map(part => ({ ...json(part.data!), id: part.id, messageID: id })),
    })),
  }
  return Buffer.from(JSON.stringify(value))
}

/** A row that holds no JSON counts as empty; the rest of the session is still worth reading. */
function json(data: string | number | null | undefined): object {
  try {
    const value: unknown = JSON.parse(String(data))
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

async function read<T>(file: string, work: (query: Query) => T): Promise<T> {
  const { DatabaseSync } = await loadEngine()
  try {
    const database = new DatabaseSync(file, { readOnly: true })
    try {
      return work((sql, ...values) => database.prepare(sql).all(...values) as Row[])
    } finally {
      database.close()
    }
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(
      `${file} cannot be read as an OpenCode database: ${(error as Error).message}`,
      'name the opencode.db of OpenCode 1.2 or later, or the output of `opencode export`',
    )
  }
}
