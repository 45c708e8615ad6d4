import type { Dialect } from '../sql/database.ts'

export const dialect: Dialect = {
  lock: async (queries, subject) => {
    await queries.all('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))::text AS held', [`midstride ${subject}`])
  },
  index: async (queries, memory, words) => {
    await queries.all("INSERT INTO memory_words (memory, words) VALUES (?, to_tsvector('simple', ?))", [
      memory,
      words.join(' '),
    ])
  },
  search: {
    sql: `SELECT memory AS id, -ts_rank(words, asked) AS score
          FROM memory_words, to_tsquery('simple', ?) asked WHERE words @@ asked`,
    query: words => words.map(word => `'${word.replace(/['\\]/g, '')}':*`).join(' | '),
  },
}
