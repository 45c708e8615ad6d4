import { createHash } from 'node:crypto'
import { UserError } from '../../core/errors.ts'
import { maskDeep } from '../../core/secrets.ts'
import { clean } from '../../core/tasks.ts'
import { words } from '../../core/words.ts'
import type { Memory, NewMemory } from '../store.ts'
import { type Database, first, type Queries, type Row, type Value } from './database.ts'

const MAX_BYTES = 100 * 1024
const COLUMNS = 'id, content, tags, metadata, created_at'

export function storeMemory(
  db: Database,
  given: NewMemory,
  root: string | null,
  now: string,
): Promise<Memory & { known: boolean }> {
  const content = clean(given.content)
  if (content.trim() === '') throw new UserError('a memory needs content')
  if (Buffer.byteLength(content) > MAX_BYTES)
    throw new UserError('the memory is more than 100 KiB', 'store the essence, and name the file that holds the rest')
  const tags = [...new Set((given.tags ?? []).map(tag => clean(tag).trim()).filter(Boolean))]
  const metadata = maskDeep(given.metadata ?? {})
  const digest = digestOf(content)
  return db.transaction(async queries => {
    await db.dialect.lock(queries, `memory ${digest}`)
    const same = await first(queries, `SELECT ${COLUMNS} FROM memory WHERE digest = ? ORDER BY id LIMIT 1`, [digest])
    if (same) return { ...(await extend(db, queries, toMemory(same), tags, metadata)), known: true }
    const row = await first(
      queries,
      `INSERT INTO memory (content, tags, metadata, created_at, root, session, digest)
       VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`,
      [content, JSON.stringify(tags), JSON.stringify(metadata), now, root, given.session ?? null, digest],
    )
    const memory = { id: Number(row!.id), content, tags, metadata, created_at: now }
    await enter(db, queries, memory)
    return { ...memory, known: false }
  })
}

/** Texts that differ in nothing but white space are the same. */
export const digestOf = (content: string) =>
  createHash('sha256').update(content.replace(/\s+/g, ' ').trim()).digest('hex')

/** Adds new tags and metadata to a memory that is there. */
async function extend(
  db: Database,
  queries: Queries,
  memory: Memory,
  tags: readonly string[],
  metadata: Record<string, unknown>,
): Promise<Memory> {
  const next = {
    ...memory,
    tags: [...new Set([...memory.tags, ...tags])],
    metadata: { ...memory.metadata, ...metadata },
  }
  await queries.all('UPDATE memory SET tags = ?, metadata = ? WHERE id = ?', [
    JSON.stringify(next.tags),
    JSON.stringify(next.metadata),
    memory.id,
  ])
  if (next.tags.length > memory.tags.length) {
    await leave(db, queries, memory)
    await enter(db, queries, next)
  }
  return next
}

const wordsOf = ({ content, tags }: Pick<Memory, 'content' | 'tags'>) => words(`${content} ${tags.join(' ')}`)

/** Enters a memory into the indexes of tags and words. */
export async function enter(
  db: Database,
  queries: Queries,
  memory: Pick<Memory, 'id' | 'content' | 'tags'>,
): Promise<void> {
  for (const tag of memory.tags)
    await queries.all('INSERT INTO memory_tag (memory, tag) VALUES (?, ?)', [memory.id, tag])
  await db.dialect.index(queries, memory.id, wordsOf(memory))
}

async function leave(db: Database, queries: Queries, memory: Memory): Promise<void> {
  await queries.all('DELETE FROM memory_tag WHERE memory = ?', [memory.id])
  await db.dialect.unindex(queries, memory.id, wordsOf(memory))
}

/** Deletes the memories a condition names; how many there were. */
export async function deleteMemories(
  db: Database,
  queries: Queries,
  where: string,
  values: readonly Value[],
): Promise<number> {
  const rows = await queries.all(`SELECT ${COLUMNS} FROM memory WHERE ${where}`, values)
  for (const row of rows) {
    await leave(db, queries, toMemory(row))
    await queries.all('DELETE FROM memory WHERE id = ?', [row.id!])
  }
  return rows.length
}

export function deleteMemory(db: Database, id: number): Promise<boolean> {
  return db.transaction(async queries => (await deleteMemories(db, queries, 'id = ?', [id])) > 0)
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

export function toMemory(row: Row): Memory {
  return {
    id: Number(row.id),
    content: String(row.content),
    tags: JSON.parse(String(row.tags)),
    metadata: JSON.parse(String(row.metadata)),
    created_at: String(row.created_at),
  }
}
