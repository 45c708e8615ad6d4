/** Many processes at once, and processes that are killed. `MIDSTRIDE_TEST_SCALE=8` does eight times as much as CI. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/app/open-store.ts'
import { sqlStore } from '../../src/store/sql/store.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import type { Store } from '../../src/store/store.ts'
import { bundleSaver } from './_bundle.ts'
import { admin, newSchema } from './_postgres.ts'

const SCALE = Number(process.env.MIDSTRIDE_TEST_SCALE ?? 1)
let folder: string
let saver: Awaited<ReturnType<typeof bundleSaver>>
let worker: Awaited<ReturnType<typeof bundleSaver>>

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'midstride-processes-'))
  ;[saver, worker] = await Promise.all([bundleSaver(), bundleSaver('_worker')])
})
afterAll(async () => {
  await saver.dispose()
  await worker.dispose()
  await admin?.end()
  await rm(folder, { recursive: true, force: true })
})

function start(program: string, place: string, session: string, count: number): ChildProcess {
  return spawn(process.execPath, [program, session, String(count)], {
    env: { ...process.env, MIDSTRIDE_DB: place },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function linesOf(child: ChildProcess): Promise<string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout! })) lines.push(line)
  return lines
}

interface Acknowledged {
  revision?: number
  goal?: string
  task?: string
  checkpoint?: string
  of?: string
  memory?: number
}

/** Eight processes, each of mixed operations, from the first moment on: nothing acknowledged is lost, no lock error escapes. */
async function workTogether(place: string, store: () => Promise<Store>): Promise<void> {
  const count = 25 * SCALE
  const sessions = Array.from({ length: 8 }, (_, n) => `s${n}`)
  const children = sessions.map(session => start(worker.saver, place, session, count))
  const exits = Promise.all(children.map(async child => (await once(child, 'exit'))[0]))
  const said = (await Promise.all(children.map(linesOf))).flat().map(line => JSON.parse(line) as Acknowledged)
  expect(await exits).toEqual(sessions.map(() => 0))
  const opened = await store()
  const revisions = said.flatMap(({ revision }) => revision ?? [])
  expect(new Set(revisions).size).toBe(revisions.length)
  const kept = new Set((await opened.log('/code/app')).map(({ revision }) => revision))
  expect(revisions.filter(revision => !kept.has(revision))).toEqual([])
  for (const session of sessions) {
    const last = said.filter(({ goal }) => goal?.startsWith(`${session} `)).at(-1)
    const saved = await opened.load({ project: '/code/app', session })
    expect([saved?.revision, saved?.state.goals.ultimate]).toEqual([last?.revision, last?.goal])
  }
  const tasks = new Map((await opened.listTasks({ limit: 100_000 })).map(task => [task.id, task]))
  expect(said.flatMap(({ task }) => task ?? []).filter(id => !tasks.has(id))).toEqual([])
  for (const { checkpoint, of } of said)
    if (checkpoint !== undefined) expect(tasks.get(of!)?.body).toContain(checkpoint)
  const memories = new Set((await opened.searchMemory('', { limit: 100_000 })).map(({ id }) => id))
  expect(said.flatMap(({ memory }) => memory ?? []).filter(id => !memories.has(id))).toEqual([])
  expect(said.length).toBeGreaterThan(8 * count * 0.7)
  await opened.close()
}

describe('several processes', { timeout: 120_000 * SCALE }, () => {
  it('work on one file and lose nothing', async () => {
    const file = path.join(folder, 'shared.db')
    await workTogether(file, () => openStore({ MIDSTRIDE_DB: file }))
  })

  it.skipIf(!admin)('work on one server, tables and all, and lose nothing', async () => {
    const made = await newSchema()
    await workTogether(made.url, () => openStore({ MIDSTRIDE_DB: made.url }))
    await made.drop()
  })
})

describe('a process that is killed while it writes', { timeout: 120_000 * SCALE }, () => {
  it(`keeps every revision it had reported, and leaves a sound file, ${25 * SCALE} times in a row`, async () => {
    const file = path.join(folder, 'killed.db')
    let before = 0
    for (let round = 0; round < 25 * SCALE; round += 1) {
      const child = start(saver.saver, file, `s${round % 3}`, 10_000)
      const after = 1 + (round % 7)
      const reported: number[] = []
      for await (const line of createInterface({ input: child.stdout! })) {
        reported.push(Number(line))
        if (reported.length === after) setTimeout(() => child.kill('SIGKILL'), round % 5)
      }
      const database = await openSqlite(file)
      const store = sqlStore(database)
      const [latest] = await store.log('/code/app', { limit: 1 })
      expect(reported[0]).toBeGreaterThan(before)
      expect(latest!.revision).toBeGreaterThanOrEqual(reported.at(-1)!)
      const loaded = await store.load({ project: '/code/app', revision: reported.at(-1)! })
      expect(loaded).toMatchObject({ revision: reported.at(-1), quarantined: [] })
      expect(loaded?.state.goals.ultimate?.length).toBeGreaterThan(20_000)
      before = latest!.revision
      if (round % 10 === 0) expect(await database.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
      await store.close()
    }
    const database = await openSqlite(file)
    expect(await database.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    await database.close()
  })
})
