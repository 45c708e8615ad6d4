import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { withStore } from '../../src/app/open-store.ts'
import { completeState } from '../../src/core/state/complete.ts'
import type { Env } from '../../src/io/env.ts'
import { appendLog } from '../../src/io/log.ts'
import { projectName } from '../../src/io/project-name.ts'
import type { ExportRow } from '../../src/store/store.ts'
import { runVerb } from '../support/verbs.ts'
import { admin, newSchema } from './_postgres.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'midstride-transfer-'))
const drops: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const drop of drops) await drop()
  await admin?.end()
  rmSync(folder, { recursive: true, force: true })
})
let count = 0
/** A home with a store of its own. */
function newHome(more: Env = {}): Env {
  const home = path.join(folder, String(++count))
  mkdirSync(home)
  return { HOME: home, ...more }
}
const databaseOf = (env: Env) => path.join(env.HOME!, '.local/share/midstride/midstride.db')
const project = (name: string) => {
  const root = path.join(folder, name)
  mkdirSync(root, { recursive: true })
  return root
}
const [app, site] = [project('app'), project('site')]

async function fill(env: Env): Promise<void> {
  await withStore(env, async store => {
    for (const [n, root] of [app, site, app].entries()) {
      const origin = { project: root, session: `s${n}`, timestamp: '2026-11-20T12:00:00Z' }
      const state = completeState({ goals: { ultimate: `Marigold${n} for ${path.basename(root)}` } }, origin)
      const facts = { branch: 'main', head: null, dirty: ['a.ts'], plans: [] }
      await store.save({
        scope: { project: root, session: `s${n}` },
        state,
        trigger: 'manual',
        facts: async () => facts,
      })
    }
    const first = await store.createTask({ title: 'Tansy', project: 'app', body: 'Yarrow' }, { root: app })
    await store.createTask({ title: 'Sorrel', project: 'site', depends_on: [first.id] }, { root: site })
    await store.storeMemory({ content: 'Burdock grows quickly', tags: ['weeds'], root: app, session: 's0' })
    await store.storeMemory({ content: 'Teasel is tall', metadata: { task_id: first.id }, root: site })
  })
}

async function rowsOf(env: Env): Promise<ExportRow[]> {
  return withStore(env, async store => {
    const rows: ExportRow[] = []
    for await (const piece of store.exportRows()) rows.push(...piece)
    return rows
  })
}
const db = (env: Env, ...args: string[]) => runVerb({ project: env.HOME!, env }, ['db', ...args])
const plain = (rows: ExportRow[]) =>
  rows.map(row => {
    const { user: _, ...rest } = row as ExportRow & { user: string }
    return rest
  })

describe('midstride db', () => {
  it('says what is in the store', async () => {
    const env = newHome()
    await fill(env)
    const { out, code } = await db(env, 'status')
    expect(code).toBe(0)
    expect(out).toMatch(
      /^store {5}\/.*midstride\.db \(SQLite, tables of version 2, \d+ KB\)\nstates {4}3 revisions of 3 sessions in 2 projects\ntasks {5}2\nmemories {2}2\n$/,
    )
    expect(JSON.parse((await db(env, 'status', '--json')).out)).toMatchObject({
      engine: 'SQLite',
      version: 2,
      tasks: 2,
    })
    expect((await db(env, 'migrate')).out).toBe('the tables on SQLite are of version 2, the newest\n')
    expect((await db(env, 'exprt')).err).toMatch(/did you mean 'midstride db export'/)
  })

  it('moves everything to another file, and can be repeated', async () => {
    const [from, to] = [newHome(), newHome()]
    await fill(from)
    const file = path.join(folder, 'moved.jsonl')
    expect(await db(from, 'export', file)).toMatchObject({
      code: 0,
      err: 'exported 3 revisions, 2 tasks, 2 memories\n',
    })
    expect((await db(from, 'export', file)).err).toMatch(/moved.jsonl exists already/)
    expect(JSON.parse(readFileSync(file, 'utf8').split('\n')[0]!)).toMatchObject({
      $id: 'https://midstride.dev/schemas/store-export.schema.json',
      format: 'midstride-export/1',
    })
    expect((await db(to, 'import', file)).err).toBe('imported 7 rows\n')
    expect((await db(to, 'import', file)).err).toBe('imported 0 rows, 7 were there already\n')
    expect(await rowsOf(to)).toEqual(await rowsOf(from))
    await withStore(to, async store => {
      expect((await store.load({ project: app }))?.state.goals.ultimate).toBe('Marigold2 for app')
      expect(await store.searchMemory('burdock')).toHaveLength(1)
      const [blocker] = await store.listTasks({ project: 'app' })
      expect((await store.updateTask(blocker!.id, { status: 'done' })).unblocked).toHaveLength(1)
    })
  })

  it('refuses to overwrite, a part of a file, another file, a newer one, and bad rows; nothing is written', async () => {
    const [from, to] = [newHome(), newHome()]
    await fill(from)
    await fill(to)
    const good = path.join(folder, 'good.jsonl')
    await db(from, 'export', good)
    const before = await rowsOf(to)
    expect(await db(to, 'import', good)).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^midstride: revision 1 of .*app is in this store already, and different — import into/,
      ),
    })
    const lines = readFileSync(good, 'utf8').split('\n')
    const bad = (name: string, text: string) => {
      const file = path.join(folder, name)
      writeFileSync(file, text)
      return db(to, 'import', file)
    }
    expect((await bad('part.jsonl', lines.slice(0, 4).join('\n'))).err).toMatch(
      /part.jsonl is cut off: 4 rows are missing/,
    )
    expect((await bad('empty.jsonl', '')).err).toMatch(/is empty/)
    expect((await bad('notes.md', '# Notes\n')).err).toMatch(/notes.md:1 is no JSON/)
    expect((await bad('other.json', '{"a":1}\n')).err).toMatch(/is not an export of midstride/)
    expect((await bad('newer.jsonl', '{"format":"midstride-export/7"}\n')).err).toMatch(/newer midstride/)
    const hostile = lines.map(line => line.replace('"kind":"task"', '"kind":"drop"'))
    expect((await bad('row.jsonl', hostile.join('\n'))).err).toMatch(/row.jsonl:5 is not a row of an export/)
    expect((await db(to, 'import', path.join(folder, 'none.jsonl'))).err).toMatch(/none.jsonl cannot be read/)
    expect(await rowsOf(to)).toEqual(before)
  })

  it.skipIf(!admin)('moves everything to PostgreSQL and back', async () => {
    const made = await newSchema()
    drops.push(made.drop)
    const [from, team, back] = [newHome(), newHome({ MIDSTRIDE_DB: made.url }), newHome()]
    await fill(from)
    const [there, here] = [path.join(folder, 'there.jsonl'), path.join(folder, 'back.jsonl')]
    await db(from, 'export', there)
    expect((await db(team, 'import', there)).err).toBe('imported 7 rows\n')
    expect((await db(team, 'import', there)).err).toBe('imported 0 rows, 7 were there already\n')
    expect((await db(team, 'status')).out).toMatch(/PostgreSQL, tables of version 2/)
    await withStore(team, async store => {
      expect((await store.load({ project: app }))?.state.goals.ultimate).toBe('Marigold2 for app')
      expect(await store.save({ scope: { project: app }, state: {}, trigger: 'auto' })).toMatchObject({ revision: 3 })
      expect((await store.storeMemory({ content: 'Nettle stings' })).id).toBeGreaterThan(2)
      await store.forget({ project: await projectName(app), name: 'none' }, false)
    })
    await db(team, 'export', here)
    await db(back, 'import', here)
    const original = plain(await rowsOf(from))
    expect(plain(await rowsOf(back))).toEqual(expect.arrayContaining(original))
    expect(await rowsOf(back)).toHaveLength(original.length + 2)
  })
})

describe('midstride forget', () => {
  const forget = (env: Env, ...args: string[]) => runVerb({ project: app, env }, ['forget', ...args])
  /** Whether any file of the home holds the word. */
  const holds = (env: Env, word: string) =>
    readdirSync(env.HOME!, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .some(entry => readFileSync(path.join(entry.parentPath, entry.name)).includes(word))

  it('shows what would go, asks, and takes the words of a project out of every file', async () => {
    const env = newHome()
    await fill(env)
    appendLog(env, `session-end saved revision 1 of ${app}`)
    appendLog(env, `session-end saved revision 1 of ${site}`)
    for (const word of ['Marigold0', 'Marigold2', 'Tansy', 'Yarrow', 'Burdock', 'burdock'])
      expect(holds(env, word), word).toBe(true)
    const plan = await forget(env, '--project', '.', '--dry-run')
    expect(plan).toMatchObject({ code: 0, out: 'would delete 2 revisions, 1 task, 1 memory, 1 log line\n' })
    expect(await forget(env, '--project', '.')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no terminal/),
    })
    expect(holds(env, 'Marigold0')).toBe(true)
    expect(await forget(env, '--project', '.', '--yes')).toMatchObject({ code: 0, err: 'deleted\n' })
    for (const word of ['Marigold0', 'Marigold2', 'Tansy', 'Yarrow', 'Burdock', 'burdock', 'weeds', app])
      expect(holds(env, word), word).toBe(false)
    for (const word of ['Marigold1', 'Sorrel', 'Teasel', site]) expect(holds(env, word), word).toBe(true)
    await withStore(env, async store => {
      const [left] = await store.listTasks()
      expect(left).toMatchObject({ title: 'Sorrel', depends_on: [], status: 'active' })
      expect(await store.searchMemory('burdock')).toEqual([])
      expect((await store.updateTask(left!.id, { body: 'goes on' })).task.body).toContain('goes on')
    })
    expect((await forget(env, '--project', '.', '--yes')).out).toMatch(
      /^would delete 0 revisions, 0 tasks, 0 memories, 0 log lines/,
    )
  })

  it('forgets a session, or everything, damaged files too', async () => {
    const env = newHome()
    await fill(env)
    expect((await forget(env, '--session', 's0', '--yes')).out).toMatch(/^would delete 1 revision, 0 tasks, 1 memory/)
    expect([holds(env, 'Marigold0'), holds(env, 'Burdock'), holds(env, 'Marigold2')]).toEqual([false, false, true])
    writeFileSync(`${databaseOf(env)}.damaged-20261120-120000`, 'Marigold9')
    expect((await forget(env, '--session', 's2', '--dry-run')).err).toMatch(/may hold it too, and stays: .*damaged-/)
    expect((await forget(env, '--all', '--yes')).out).toMatch(
      /2 revisions, 2 tasks, 1 memory, 0 log lines, 1 damaged file/,
    )
    for (const word of ['Marigold', 'Tansy', 'Sorrel', 'Teasel']) expect(holds(env, word), word).toBe(false)
    expect((await forget(env)).err).toMatch(/say what to forget/)
    expect((await forget(env, '--all', '--session', 's1')).code).toBe(2)
  })

  it.skipIf(!admin)('forgets on PostgreSQL', async () => {
    const made = await newSchema()
    drops.push(made.drop)
    const env = newHome({ MIDSTRIDE_DB: made.url })
    await fill(env)
    expect(await forget(env, '--project', '.', '--yes')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^would delete 2 revisions, 1 task, 1 memory/),
      err: 'deleted\n',
    })
    const rows = JSON.stringify(await rowsOf(env))
    expect(['Marigold0', 'Marigold1', 'Tansy', 'Sorrel', 'Burdock', 'Teasel'].map(word => rows.includes(word))).toEqual(
      [...[false, true, false, true, false, true]],
    )
  })
})
