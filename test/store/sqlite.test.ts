import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { sqlStore } from '../../src/store/sql/store.ts'
import { loadEngine } from '../../src/store/sqlite/engine.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { makeState } from '../support/states.ts'
import { storeContract } from './contract.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'midstride-sqlite-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
let count = 0
const freshFile = () => path.join(folder, String(++count), 'deep', 'midstride.db')

storeContract('SQLite', async () => {
  const file = freshFile()
  return { open: () => openSqlite(file), dispose: async () => undefined }
})

describe('a SQLite file', () => {
  const raw = async (file: string) => new (await loadEngine()).DatabaseSync(file)

  it('is private to its user, and so is its new folder', async () => {
    const file = freshFile()
    const database = await openSqlite(file)
    const store = sqlStore(database)
    await store.save({ scope: { project: '/p' }, state: makeState(), trigger: 'auto' })
    const modes = await Promise.all(
      [file, `${file}-wal`, path.dirname(file)].map(async at => (await stat(at)).mode & 0o777),
    )
    await store.close()
    expect(modes.map(mode => mode.toString(8))).toEqual(['600', '600', '700'])
  })

  it('uses a write-ahead log, checks foreign keys and has the table of the protocol', async () => {
    const database = await openSqlite(freshFile())
    expect(await database.all('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
    expect(await database.all('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }])
    const columns = await database.all(
      'SELECT name, type, "notnull" AS required FROM pragma_table_info(\'workflow_state\')',
    )
    await database.close()
    expect(columns.map(({ name, type, required }) => `${name} ${type} ${required}`)).toEqual([
      'id INTEGER 0',
      'project_path TEXT 1',
      'state_json TEXT 1',
      'trigger TEXT 1',
      'created_at TIMESTAMP 0',
      'updated_at TIMESTAMP 0',
    ])
  })

  async function refusal(file: string): Promise<UserError> {
    const before = await readFile(file)
    const error = await openSqlite(file).then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(UserError)
    expect((await readFile(file)).equals(before)).toBe(true)
    expect((error as UserError).line).not.toContain('\n')
    return error as UserError
  }

  it('that is no database is refused and left as it is', async () => {
    const file = path.join(folder, 'notes.md')
    await writeFile(file, '# Notes\n'.repeat(1000))
    expect((await refusal(file)).message).toMatch(/is not a midstride database; it was left as it is/)
  })

  it('of another program is refused and left as it is', async () => {
    const file = path.join(folder, 'browser.db')
    const other = await raw(file)
    other.exec('CREATE TABLE bookmarks (url TEXT)')
    other.close()
    expect((await refusal(file)).message).toMatch(/database of another program/)
  })

  it('of a newer version is refused and left as it is', async () => {
    const file = path.join(folder, 'newer.db')
    await (await openSqlite(file)).close()
    const newer = await raw(file)
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    expect((await refusal(file)).message).toMatch(/newer midstride \(version 99/)
  })

  it('of the first version is brought up to date, with what was in it', async () => {
    const file = path.join(folder, 'first.db')
    const first = await raw(file)
    first.exec(await readFile(path.join(import.meta.dirname, '../fixtures/store/version-1.sqlite.sql'), 'utf8'))
    first.close()
    const store = sqlStore(await openSqlite(file))
    expect((await store.load({ project: '/code/app' }))?.state.goals.ultimate).toBe('from the first version')
    expect((await store.log('/code/app')).map(({ revision }) => revision)).toEqual([7, 3])
    expect(await store.getTask('t-2bbb')).toMatchObject({ depends_on: ['t-2aaa'], status: 'blocked' })
    expect((await store.updateTask('t-2aaa', { status: 'done' })).unblocked).toEqual(['t-2bbb'])
    expect(await store.searchMemory('limiter')).toMatchObject([
      { content: 'The limiter counts per key', tags: ['api'] },
    ])
    const state = makeState({ goals: { ultimate: 'next' } })
    expect(await store.save({ scope: { project: '/code/app' }, state, trigger: 'auto' })).toMatchObject({ revision: 8 })
    expect(await store.status()).toMatchObject({ version: 2, revisions: 3, tasks: 2, memories: 1 })
    await store.close()
  })

  it.each([
    ['a folder', () => folder],
    ['a folder that is a file', () => path.join(folder, 'notes.md', 'midstride.db')],
  ])('in place of which there is %s is refused in one line', async (_, file) => {
    await expect(openSqlite(file())).rejects.toThrow(UserError)
  })

  it('is what `node:sqlite` or the package in its stead opens, without a warning', async () => {
    const warnings: string[] = []
    const listen = (warning: Error) => void warnings.push(warning.message)
    process.on('warning', listen)
    await loadEngine()
    await new Promise(resolve => setImmediate(resolve))
    process.off('warning', listen)
    expect(warnings.filter(text => text.includes('SQLite'))).toEqual([])
  })
})
