import type { Dialect } from '../sql/database.ts'

export const dialect: Dialect = {
  /** BEGIN IMMEDIATE holds the only write lock already. */
  lock: async () => undefined,
  index: async (queries, memory, words) => {
    await queries.all('INSERT INTO memory_words (rowid, words) VALUES (?, ?)', [memory, words.join(' ')])
  },
  search: {
    sql: 'SELECT rowid AS id, rank AS score FROM memory_words WHERE memory_words MATCH ?',
    query: words => words.map(word => `"${word.replace(/"/g, '""')}"*`).join(' OR '),
  },
}
