import { UserError } from '../../core/errors.ts'
import { maskDeep } from '../../core/secrets.ts'
import { clean } from '../../core/tasks.ts'
import { words } from '../../core/words.ts'
import type { Memory } from '../store.ts'
import { type Database, first, type Row, type Value } from './database.ts'

const MAX_BYTES = 100 * 1024
const COLUMNS = 'id, content, tags, metadata, created_at'

export interface NewMemory {
  content: string
  tags?: string[]
  metadata?: Record<string, unknown>
}

export function storeMemory(db: Database, given: NewMemory, now: string): Promise<Memory> {
  const content = clean(given.content)
  if (content.trim() === '') throw new UserError('a memory needs content')
  if (Buffer.byteLength(content) > MAX_BYTES)
    throw new UserError('the memory is more than 100 KiB', 'store the essence, and name the file that holds the rest')
  const tags = [...new Set((given.tags ?? []).map(tag => clean(tag).trim()).filter(Boolean))]
  const metadata = maskDeep(given.metadata ?? {})
  return db.transaction(async queries => {
    const row = await first(
      queries,
      'INSERT INTO memory (content, tags, metadata, created_at) VALUES (?, ?, ?, ?) RETURNING id',
      [content, JSON.stringify(tags), JSON.stringify(metadata), now],
    )
    const id = Number(row!.id)
    for (const tag of tags) await queries.all('INSERT INTO memory_tag (memory, tag) VALUES (?, ?)', [id, tag])
    await db.dialect.index(queries, id, words(`${content} ${tags.join(' ')}`))
    return { id, content, tags, metadata, created_at: now }
  })
}

/** Best match first; without words, the newest first. Every tag given must be there. */
export async function searchMemory(
  db: Database,
  query: string,
  { tags = [], limit = 10 }: { tags?: string[]; limit?: number } = {},
): Promise<Memory[]> {
  const asked = [...new Set(words(query))].slice(0, 64)
  if (asked.length === 0 && query.trim() !== '') return []
  const { search } = db.dialect
  const values: Value[] = asked.length > 0 ? [search.query(asked)] : []
  const hits = asked.length > 0 ? `JOIN (${search.sql}) hit USING (id)` : ''
  const tagged = tags.map(() => 'id IN (SELECT memory FROM memory_tag WHERE tag = ?)')
  const rows = await db.all(
    `SELECT ${COLUMNS} FROM memory ${hits} ${tagged.length > 0 ? `WHERE ${tagged.join(' AND ')}` : ''}
     ORDER BY ${asked.length > 0 ? 'score, ' : ''}id DESC LIMIT ?`,
    [...values, ...tags, limit],
  )
  return rows.map(toMemory)
}

function toMemory(row: Row): Memory {
  return {
    id: Number(row.id),
    content: String(row.content),
    tags: JSON.parse(String(row.tags)),
    metadata: JSON.parse(String(row.metadata)),
    created_at: String(row.created_at),
  }
}
