import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { sqlStore } from '../../src/store/sql/store.ts'
import { loadEngine } from '../../src/store/sqlite/engine.ts'
import { openSqlite, type SqliteOptions } from '../../src/store/sqlite/open.ts'
import type { Store } from '../../src/store/store.ts'
import { makeState } from '../support/states.ts'
import { bundleSaver } from './_bundle.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'midstride-damage-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
let count = 0
const project = '/code/app'
const unsettled: Store[] = []
const PAGE = 4096
const SAVED = 40

/** A store of many pages, all of them in the file; with `settled` false the newest rows stand in its log alone. */
async function filled(settled = true): Promise<string> {
  const home = path.join(folder, String(++count))
  await mkdir(home)
  const file = path.join(home, 'midstride.db')
  const store = sqlStore(await openSqlite(file))
  for (let n = 1; n <= SAVED; n += 1) await save(store, n)
  for (let n = 0; n < 30; n += 1) {
    await store.createTask({ title: `Task ${n}`, project: 'app', body: 'text '.repeat(200) })
    await store.storeMemory({ content: `Learning ${n} about limiters`, tags: ['api'] })
  }
  if (!settled) {
    // A connection that is collected settles its log.
    unsettled.push(store)
    return file
  }
  await store.close()
  const handle = new (await loadEngine()).DatabaseSync(file)
  handle.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  handle.close()
  return file
}

const save = (store: Store, n: number) =>
  store.save({
    scope: { project, session: 's1' },
    state: makeState({ goals: { ultimate: `goal ${n} ${'x'.repeat(n * 300)}` }, session_id: 's1' }),
    trigger: 'auto',
  })

async function opened<T>(
  file: string,
  work: (store: Store) => Promise<T>,
  options: SqliteOptions = {},
): Promise<{ result: T; notices: string[] }> {
  const notices: string[] = []
  const store = sqlStore(await openSqlite(file, { ...options, notice: line => void notices.push(line) }))
  try {
    return { result: await work(store), notices }
  } finally {
    await store.close()
  }
}

const beside = async (file: string) =>
  (await readdir(path.dirname(file))).filter(name => name.startsWith(`${path.basename(file)}.damaged-`))
const works = async (store: Store) => {
  await save(store, SAVED + 1)
  const all = await store.listTasks({ limit: 1000 })
  for (const { title } of all) expect(title).toMatch(/^Task \d+$/)
  return { status: await store.status(), log: await store.log(project) }
}

describe('a damaged SQLite file is set aside, and what can be read goes on', () => {
  it.each<[string, (file: string) => Promise<void>, { revisions: number; tasks: number; memories: number }]>([
    [
      'the header is overwritten',
      async file => patch(file, 0, Buffer.alloc(100, 0xa5)),
      { revisions: SAVED, tasks: 30, memories: 30 },
    ],
    [
      'the first page is overwritten beyond its beginning',
      async file => patch(file, 100, Buffer.alloc(2000, 0xa5)),
      { revisions: SAVED, tasks: 30, memories: 30 },
    ],
    [
      'pages in the middle are garbage',
      async file => {
        const pages = (await stat(file)).size / PAGE
        for (let page = Math.floor(pages / 3); page < pages / 3 + 4; page += 1)
          await patch(file, page * PAGE, Buffer.alloc(PAGE, 0xa5))
      },
      { revisions: SAVED - 10, tasks: 15, memories: 15 },
    ],
    [
      'the second half is cut off',
      async file => truncate(file, Math.floor((await stat(file)).size / 2)),
      { revisions: 10, tasks: 0, memories: 0 },
    ],
    [
      'the end is cut off in the middle of a page',
      async file => truncate(file, 5000),
      { revisions: 0, tasks: 0, memories: 0 },
    ],
    [
      'every tree but the leaves is garbage',
      async file => {
        const bytes = await readFile(file)
        for (let at = PAGE; at < bytes.length; at += PAGE)
          if (bytes[at] === 5 || bytes[at] === 2) bytes.fill(0xa5, at, at + PAGE)
        await writeFile(file, bytes)
      },
      { revisions: SAVED, tasks: 30, memories: 30 },
    ],
  ])('%s', async (_, damage, least) => {
    const file = await filled()
    await damage(file)
    const before = await readFile(file)
    const { result, notices } = await opened(file, works)
    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatch(
      /was damaged: \d+ revisions?, \d+ tasks? and \d+ memor(?:y|ies) could be read and are in use again; the damaged file is kept as .*\.damaged-/,
    )
    expect(notices[0]).not.toContain('\n')
    expect(result.status.revisions).toBeGreaterThan(least.revisions)
    expect(result.status.tasks).toBeGreaterThanOrEqual(least.tasks)
    expect(result.status.memories).toBeGreaterThanOrEqual(least.memories)
    const kept = (await beside(file)).filter(name => !/-(?:wal|shm)$/.test(name))
    expect(kept).toHaveLength(1)
    expect((await readFile(path.join(path.dirname(file), kept[0]!))).equals(before)).toBe(true)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await opened(file, works)).notices).toEqual([])
  })

  it('keeps what stood in the log alone', async () => {
    const source = await filled(false)
    const file = path.join(folder, `${++count}.db`)
    for (const end of ['', '-wal']) await writeFile(`${file}${end}`, await readFile(`${source}${end}`))
    await patch(file, 0, Buffer.alloc(100, 0xa5))
    const { result } = await opened(file, works, { ours: true })
    expect(result.status).toMatchObject({ revisions: SAVED + 1, tasks: 30, memories: 30 })
  })

  it('does not lose the log of a file that was emptied', async () => {
    const source = await filled(false)
    const file = path.join(folder, `${++count}.db`)
    await writeFile(`${file}-wal`, await readFile(`${source}-wal`))
    await writeFile(file, '')
    const { result, notices } = await opened(file, works)
    expect(notices).toHaveLength(1)
    expect(result.status.revisions).toBeGreaterThan(1)
  })

  it('is not troubled by a log of garbage, which holds nothing that was acknowledged', async () => {
    const file = path.join(folder, `${++count}.db`)
    await writeFile(file, await readFile(await filled()))
    await writeFile(`${file}-wal`, Buffer.alloc(50_000, 0x5a))
    const { result, notices } = await opened(file, works)
    expect(notices).toEqual([])
    expect(result.status).toMatchObject({ revisions: SAVED + 1, tasks: 30, memories: 30 })
  })

  it('goes on with the operation that met the damage, and with every connection that is open', async () => {
    const file = await filled()
    const notices: string[] = []
    const open = async () => sqlStore(await openSqlite(file, { notice: line => void notices.push(line) }))
    const [first, second] = [await open(), await open()]
    const bytes = await readFile(file)
    for (let at = PAGE; at < bytes.length; at += PAGE)
      if (bytes[at] === 5 || bytes[at] === 2) bytes.fill(0xa5, at, at + PAGE)
    await writeFile(file, bytes)
    const { revision } = await save(first, 90)
    expect((await second.load({ project }))?.revision).toBe(revision)
    expect((await save(second, 91)).revision).toBe(revision + 1)
    expect((await first.load({ project }))?.revision).toBe(revision + 1)
    expect(notices).toHaveLength(1)
    await Promise.all([first.close(), second.close()])
  })

  it('is done by one of several processes; the others go on with its work', async () => {
    const file = await filled()
    await patch(file, 0, Buffer.alloc(100, 0xa5))
    const { saver, dispose } = await bundleSaver()
    const exits = await Promise.all(
      ['a', 'b', 'c'].map(async session => {
        const child = spawn(process.execPath, [saver, session, '5'], {
          env: { ...process.env, MIDSTRIDE_DB: file },
          stdio: ['ignore', 'pipe', 'pipe'],
        })
        let said = ''
        child.stderr!.on('data', chunk => {
          said += chunk
        })
        child.stdout!.resume()
        return [(await once(child, 'exit'))[0], said]
      }),
    )
    await dispose()
    const said = exits.map(([, words]) => words).join('')
    expect(
      exits.map(([code]) => code),
      said,
    ).toEqual([0, 0, 0])
    expect(said.split('\n').filter(line => line.includes('was damaged'))).toHaveLength(1)
    expect((await beside(file)).filter(name => !/-(?:wal|shm)$/.test(name))).toHaveLength(1)
    expect((await opened(file, store => store.log(project))).result).toHaveLength(SAVED + 15)
  })
})

describe('what is not damage', () => {
  it('an empty file is a new store', async () => {
    const file = path.join(folder, `${++count}.db`)
    await writeFile(file, '')
    expect((await opened(file, store => store.log(project))).result).toEqual([])
  })

  it.each([
    ['a text file', Buffer.from('# Notes\n'.repeat(1000))],
    ['notes about our tables', Buffer.from('CREATE TABLE workflow_state (id INTEGER)\n'.repeat(100))],
    ['a picture', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(5000)])],
  ])('%s is refused where the user pointed at it, and left as it is', async (_, bytes) => {
    const file = path.join(folder, `${++count}.db`)
    await writeFile(file, bytes)
    const error = await openSqlite(file).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UserError)
    expect((error as UserError).line).toMatch(/is not a midstride database; it was left as it is — move it away/)
    expect((await readFile(file)).equals(bytes)).toBe(true)
    expect(await beside(file)).toEqual([])
  })

  it('in its own place any file that is no database is set aside', async () => {
    const home = path.join(folder, String(++count))
    await mkdir(home)
    const file = path.join(home, 'midstride.db')
    await writeFile(file, 'garbage '.repeat(1000))
    const { notices } = await opened(file, works, { ours: true })
    expect(notices[0]).toMatch(/0 revisions, 0 tasks and 0 memories could be read/)
    expect(await readFile(path.join(home, (await beside(file))[0]!), 'utf8')).toBe('garbage '.repeat(1000))
  })

  it('a file that another process is writing to is busy', { timeout: 20_000 }, async () => {
    const file = await filled()
    const writer = new (await loadEngine()).DatabaseSync(file)
    writer.exec('BEGIN IMMEDIATE')
    const refused = await opened(file, store => save(store, 99)).catch((thrown: unknown) => thrown)
    writer.close()
    expect((refused as UserError).line).toMatch(/is busy: another process is writing — try again/)
    expect(await beside(file)).toEqual([])
  })
})

async function patch(file: string, at: number, bytes: Buffer): Promise<void> {
  const all = await readFile(file)
  bytes.copy(all, at)
  await writeFile(file, all)
}
