import type { Dialect } from '../sql/database.ts'

export const dialect: Dialect = {
  name: 'PostgreSQL',
  lock: async (queries, subject) => {
    await queries.all('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))::text AS held', [`midstride ${subject}`])
  },
  own: 'owner = session_user',
  currentRow: 'project_path, audience',
  nextRevision: 'SELECT midstride_revision(?, NULL) AS next',
  revisionsAtLeast: 'SELECT midstride_revision(?, ?) AS last',
  memoriesAtLeast: 'SELECT midstride_memories(?) AS last',
  forgetProject: null,
  index: async (queries, memory, words) => {
    await queries.all("INSERT INTO memory_words (memory, words) VALUES (?, to_tsvector('simple', ?))", [
      memory,
      words.join(' '),
    ])
  },
  unindex: async (queries, memory) => {
    await queries.all('DELETE FROM memory_words WHERE memory = ?', [memory])
  },
  search: {
    sql: "SELECT memory AS id, score FROM midstride_search(to_tsquery('simple', ?))",
    query: words => words.map(word => `'${word.replace(/['\\]/g, '')}':*`).join(' | '),
  },
}
