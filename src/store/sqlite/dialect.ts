import type { Dialect } from '../sql/database.ts'

export const dialect: Dialect = {
  name: 'SQLite',
  /** BEGIN IMMEDIATE holds the only write lock already. */
  lock: async () => undefined,
  own: 'TRUE',
  currentRow: 'project_path',
  nextRevision: `INSERT INTO project VALUES (?, 1)
    ON CONFLICT (name) DO UPDATE SET revisions = project.revisions + 1 RETURNING revisions AS next`,
  revisionsAtLeast: `INSERT INTO project VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET revisions = max(project.revisions, excluded.revisions)`,
  /** AUTOINCREMENT sees to it. */
  memoriesAtLeast: null,
  forgetProject: 'DELETE FROM project WHERE name = ?',
  index: async (queries, memory, words) => {
    await queries.all('INSERT INTO memory_words (rowid, words) VALUES (?, ?)', [memory, words.join(' ')])
  },
  unindex: async (queries, memory, words) => {
    await queries.all("INSERT INTO memory_words (memory_words, rowid, words) VALUES ('delete', ?, ?)", [
      memory,
      words.join(' '),
    ])
  },
  search: {
    sql: 'SELECT rowid AS id, rank AS score FROM memory_words WHERE memory_words MATCH ?',
    query: words => words.map(word => `"${word.replace(/"/g, '""')}"*`).join(' OR '),
  },
}
