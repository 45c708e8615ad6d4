import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSession } from '../../src/app/read-session.ts'
import { loadEngine } from '../../src/store/sqlite/engine.ts'
import { newPlace } from '../support/processes.ts'
import { readRecordings } from '../support/recordings.ts'

interface Export {
  info: {
    id: string
    parentID?: string
    directory: string
    title: string
    version: string
    time: Record<string, number>
  }
  messages: { info: { id: string; time: { created: number } }; parts: { id: string }[] }[]
}

/** Tables and columns as OpenCode 1.18.33 makes them, as far as a reader needs them. */
const SCHEMA = `
  CREATE TABLE session (id text PRIMARY KEY, parent_id text, directory text NOT NULL, title text NOT NULL, version text NOT NULL,
    time_created integer NOT NULL, time_updated integer NOT NULL);
  CREATE TABLE message (id text PRIMARY KEY, session_id text NOT NULL, time_created integer NOT NULL, data text NOT NULL);
  CREATE TABLE part (id text PRIMARY KEY, message_id text NOT NULL, session_id text NOT NULL, data text NOT NULL);`

const recorded = readRecordings().find(({ agent }) => agent === 'opencode')!

async function databaseOf(folder: string, file: string): Promise<void> {
  const { DatabaseSync } = await loadEngine()
  const database = new DatabaseSync(file)
  database.exec(SCHEMA)
  for (const name of readdirSync(folder).filter(entry => /^ses_\w+\.json$/.test(entry))) {
    const { info, messages } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Export
    database
      .prepare('INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        info.id,
        info.parentID ?? null,
        info.directory,
        info.title,
        info.version,
        info.time.created!,
        info.time.updated!,
      )
    for (const { info: message, parts } of messages) {
      const { id, ...data } = message
      database
        .prepare('INSERT INTO message VALUES (?, ?, ?, ?)')
        .run(id, info.id, message.time.created, JSON.stringify(data))
      for (const { id: part, ...rest } of parts)
        database.prepare('INSERT INTO part VALUES (?, ?, ?, ?)').run(part, id, info.id, JSON.stringify(rest))
    }
  }
  database.close()
}

describe('the database of OpenCode', () => {
  it('is read as the export of its session', async () => {
    const file = path.join(newPlace().home, 'opencode.db')
    await databaseOf(recorded.dir, file)
    const { bytes: _, nextOffset: __, ...fromDatabase } = await readSession(file, { session: recorded.sessionId })
    const { bytes: ___, nextOffset: ____, ...fromExport } = await readSession(recorded.transcript)
    expect(fromDatabase).toEqual(fromExport)
    expect((await readSession(file)).sessionId).toBe(recorded.sessionId)
  })

  it('without that session says which there are', async () => {
    const file = path.join(newPlace().home, 'opencode.db')
    await databaseOf(recorded.dir, file)
    await expect(readSession(file, { session: 'ses_none' })).rejects.toThrow(`${file} holds no session 'ses_none'`)
  })

  it('that is another one is refused', async () => {
    const file = path.join(newPlace().home, 'other.db')
    const { DatabaseSync } = await loadEngine()
    const database = new DatabaseSync(file)
    database.exec('CREATE TABLE t (a)')
    database.close()
    await expect(readSession(file)).rejects.toThrow('cannot be read as an OpenCode database')
  })
})
