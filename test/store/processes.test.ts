import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqlStore } from '../../src/store/sql/store.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { bundleSaver } from './_bundle.ts'

let folder: string
let saver: string

let dispose: () => Promise<void>

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'midstride-processes-'))
  ;({ saver, dispose } = await bundleSaver())
})
afterAll(async () => {
  await dispose()
  await rm(folder, { recursive: true, force: true })
})

function start(file: string, session: string, count: number): ChildProcess {
  return spawn(process.execPath, [saver, session, String(count)], {
    env: { ...process.env, MIDSTRIDE_DB: file },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

describe('several processes', () => {
  it('write at once, from the first moment on, and lose nothing', async () => {
    const file = path.join(folder, 'shared.db')
    const exits = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async session => {
        const child = start(file, session, 15)
        child.stdout!.resume()
        return (await once(child, 'exit'))[0]
      }),
    )
    expect(exits).toEqual([0, 0, 0, 0])
    const store = sqlStore(await openSqlite(file))
    const revisions = await store.log('/code/app')
    const newest = await Promise.all(['a', 'b', 'c', 'd'].map(session => store.load({ project: '/code/app', session })))
    await store.close()
    expect(revisions.map(({ revision }) => revision)).toEqual(Array.from({ length: 60 }, (_, n) => 60 - n))
    expect(newest.map(saved => saved?.state.goals.ultimate?.slice(0, 4))).toEqual(['a 15', 'b 15', 'c 15', 'd 15'])
  })
})

describe('a process that is killed while it writes', () => {
  it.each([1, 2, 7])('keeps every revision it had reported, after %d of them, and leaves a sound file', async after => {
    const file = path.join(folder, `killed-${after}.db`)
    const child = start(file, 's', 10_000)
    const reported: number[] = []
    for await (const line of createInterface({ input: child.stdout! })) {
      reported.push(Number(line))
      if (reported.length === after) child.kill('SIGKILL')
    }
    const database = await openSqlite(file)
    const store = sqlStore(database)
    expect(await database.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    const [latest] = await store.log('/code/app')
    expect(latest!.revision).toBeGreaterThanOrEqual(reported.at(-1)!)
    const loaded = await store.load({ project: '/code/app' })
    expect(loaded).toMatchObject({ revision: latest!.revision, quarantined: [] })
    expect(loaded?.state.goals.ultimate).toHaveLength(`s ${latest!.revision} `.length + 20_000)
    const next = await store.save({ scope: { project: '/code/app', session: 's' }, state: {}, trigger: 'auto' })
    expect(next.revision).toBe(latest!.revision + 1)
    await store.close()
  })
})
