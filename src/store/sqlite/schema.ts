/**
 * Steps that bring a database from version n to n + 1 (`PRAGMA user_version`); never changed once released, only added to.
 * `workflow_state` has the columns the handoff protocol names (section 3.7): the current row of each project, for any reader.
 *
 * `project` counts the revisions of each project, so that no number comes twice. `task_wait` repeats `task.depends_on`, to be
 * searched. `root` is the project a task or memory was made in, `path` where its author has it, `digest` the SHA-256 of a memory's
 * words, `owner` the PostgreSQL role that wrote a row (empty here).
 */
export const migrations: readonly string[] = [
  `CREATE TABLE workflow_state (
    id INTEGER PRIMARY KEY,
    project_path TEXT NOT NULL UNIQUE,
    state_json TEXT NOT NULL,
    trigger TEXT NOT NULL,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
  );
  CREATE TABLE revision (
    project TEXT NOT NULL,
    revision INTEGER NOT NULL,
    session TEXT NOT NULL,
    branch TEXT,
    worktree TEXT,
    trigger TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    state_json TEXT NOT NULL,
    facts_json TEXT,
    PRIMARY KEY (project, revision)
  ) STRICT;
  CREATE INDEX revision_session ON revision (project, session, revision);
  CREATE TABLE task (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    type TEXT NOT NULL,
    project TEXT NOT NULL,
    priority INTEGER NOT NULL,
    body TEXT NOT NULL,
    parent TEXT,
    depends_on TEXT NOT NULL,
    status TEXT NOT NULL,
    tags TEXT NOT NULL,
    session TEXT,
    worktree TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX task_project ON task (project, status, priority, updated_at);
  CREATE TABLE memory (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content TEXT NOT NULL,
    tags TEXT NOT NULL,
    metadata TEXT NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE memory_tag (
    memory INTEGER NOT NULL REFERENCES memory (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (tag, memory)
  ) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE memory_words USING fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 2');`,
  `CREATE TABLE project (name TEXT PRIMARY KEY, revisions INTEGER NOT NULL) STRICT;
  INSERT INTO project SELECT project, max(revision) FROM revision GROUP BY project;
  ALTER TABLE revision ADD COLUMN path TEXT NOT NULL DEFAULT '';
  UPDATE revision SET path = project;
  ALTER TABLE revision ADD COLUMN owner TEXT NOT NULL DEFAULT '';
  ALTER TABLE task ADD COLUMN root TEXT;
  ALTER TABLE task ADD COLUMN owner TEXT NOT NULL DEFAULT '';
  CREATE INDEX task_order ON task (priority, updated_at DESC, id, status, project);
  CREATE TABLE task_wait (
    task TEXT NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    blocker TEXT NOT NULL,
    PRIMARY KEY (task, blocker)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX task_wait_blocker ON task_wait (blocker);
  INSERT INTO task_wait SELECT DISTINCT task.id, value FROM task, json_each(task.depends_on);
  ALTER TABLE memory ADD COLUMN root TEXT;
  ALTER TABLE memory ADD COLUMN session TEXT;
  ALTER TABLE memory ADD COLUMN digest TEXT;
  ALTER TABLE memory ADD COLUMN owner TEXT NOT NULL DEFAULT '';
  CREATE INDEX memory_digest ON memory (digest);`,
]
