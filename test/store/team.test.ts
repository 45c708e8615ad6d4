import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { openStore } from '../../src/app/open-store.ts'
import { loadState, saveState } from '../../src/app/state.ts'
import { callerAt, createTask } from '../../src/app/tasks.ts'
import { remoteName } from '../../src/core/project.ts'
import { projectName } from '../../src/io/project-name.ts'
import { openPostgres } from '../../src/store/postgres/open.ts'
import type { Store } from '../../src/store/store.ts'
import { makeState } from '../support/states.ts'
import { admin, inSchema, newSchema } from './_postgres.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'midstride-team-'))
const [ada, ben, cyd] = ['ada', 'ben', 'cyd'].map(name => `midstride_${name}_${process.pid}`) as [
  string,
  string,
  string,
]
const devs = `midstride_devs_${process.pid}`

/** A repository, one commit old, where one member of the team keeps it. */
function checkout(name: string, remote?: string): string {
  const root = path.join(folder, name)
  mkdirSync(root, { recursive: true })
  const env = { ...process.env, GIT_AUTHOR_DATE: '2026-11-20T12:00:00Z', GIT_COMMITTER_DATE: '2026-11-20T12:00:00Z' }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: root, env })
  git('init', '-q', '-b', 'main')
  git('commit', '-q', '--allow-empty', '-m', 'first')
  if (remote) git('remote', 'add', 'origin', remote)
  return root
}

describe('the name a team has for a project', () => {
  it.each([
    ['https://github.com/acme/app.git', 'github.com/acme/app'],
    ['https://me:ghp_secret@GitHub.com/acme/app', 'github.com/acme/app'],
    ['git@github.com:acme/app.git', 'github.com/acme/app'],
    ['ssh://git@github.com:22/acme/app/', 'github.com/acme/app'],
    ['git://example.org/app.git', 'example.org/app'],
    ['/srv/git/app.git', null],
    ['../app', null],
    ['file:///srv/git/app.git', null],
    ['C:\\git\\app', null],
    ['C:/git/app', null],
    ['', null],
  ])('%s', (url, name) => expect(remoteName(url)).toBe(name))

  it('is the remote, else the first commit, else the path', async () => {
    expect(await projectName(checkout('a/app', 'git@github.com:acme/app.git'))).toBe('github.com/acme/app')
    const [first, second] = [checkout('b/app'), checkout('c/other-name')]
    expect(await projectName(first)).toMatch(/^commit:[0-9a-f]{40}$/)
    expect(await projectName(second)).toBe(await projectName(first))
    mkdirSync(path.join(folder, 'plain'))
    expect(await projectName(path.join(folder, 'plain'))).toBe(path.join(folder, 'plain'))
  })
})

describe.skipIf(!admin)('a team on PostgreSQL', () => {
  const dropped: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const drop of dropped.splice(0)) await drop()
  })
  afterAll(async () => {
    await admin?.end()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Tables made by their owner; three users who may use them, two of them in one group. */
  async function team() {
    const made = await newSchema()
    await (await openPostgres(made.url)).close()
    const roles = [ada, ben, cyd, devs]
    for (const role of roles) await admin!.query(`CREATE ROLE ${role} ${role === devs ? 'NOLOGIN' : 'LOGIN'}`)
    await admin!.query(`GRANT ${devs} TO ${ada}, ${ben}`)
    for (const role of [ada, ben, cyd])
      await admin!.query(
        `GRANT USAGE ON SCHEMA ${made.schema} TO ${role};
         GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${made.schema} TO ${role}`,
      )
    const opened: Store[] = []
    dropped.push(async () => {
      for (const store of opened) await store.close()
      await made.drop()
      for (const role of roles) await admin!.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
    })
    return async (user: string, audience?: string) => {
      const store = await openStore({ MIDSTRIDE_DB: inSchema(made.schema, user), MIDSTRIDE_TEAM: audience })
      opened.push(store)
      return store
    }
  }

  it('shares what is the team’s and nobody else’s, by the rules of the server', async () => {
    const as = await team()
    const [adas, adasOwn, bens, cyds] = [await as(ada, devs), await as(ada, ada), await as(ben, devs), await as(cyd)]
    const [here, there, away] = [
      checkout('ada/app', 'git@github.com:acme/app.git'),
      checkout('ben/src/app', 'https://github.com/acme/app'),
      checkout('cyd/app', 'ssh://git@github.com/acme/app.git'),
    ]
    const save = (store: Store, directory: string, goal: string, session: string | null) =>
      saveState(
        store,
        { directory, env: {}, session },
        { state: makeState({ goals: { ultimate: goal } }), trigger: 'manual' },
      )
    const load = (store: Store, directory: string, session?: string) =>
      loadState(store, { directory, env: {}, session })

    await save(adas, here, 'for the team', 'a1')
    await save(adasOwn, here, 'for me alone', 'a2')
    expect((await load(bens, there))?.state.goals.ultimate).toBe('for the team')
    expect(await load(bens, there)).toMatchObject({ revision: 1, user: ada, project: there })
    expect(await load(bens, there, 'a2')).toBeNull()
    expect((await load(adas, here))?.state.goals.ultimate).toBe('for me alone')
    expect(await load(cyds, away)).toBeNull()

    expect(await save(bens, there, 'ben goes on', 'b1')).toMatchObject({ revision: 3 })
    expect((await load(bens, there))?.state.goals.ultimate).toBe('ben goes on')
    expect((await bens.log(there)).map(({ revision, user }) => [revision, user])).toEqual([
      [3, undefined],
      [1, ada],
    ])
    expect(await save(cyds, away, 'everyone may see', 'c1')).toMatchObject({ revision: 4 })
    expect((await adas.log(here)).map(({ revision }) => revision)).toEqual([4, 3, 2, 1])

    await save(adas, here, 'nobody asked', null)
    await save(bens, there, 'nobody asked', null)
    expect((await adas.log(here)).filter(({ session }) => session === null)).toHaveLength(2)
  })

  it('keeps private tasks and memories private, in lists, by id, in search, and in SQL', async () => {
    const as = await team()
    const [adasOwn, adas, bens] = [await as(ada, ada), await as(ada, devs), await as(ben, devs)]
    const caller = await callerAt(folder, 's1')
    const secret = await createTask(adasOwn, { title: 'Private plan' }, caller)
    const shared = await createTask(adas, { title: 'Team plan' }, caller)
    await adasOwn.storeMemory({ content: 'my private learning about limiters', tags: ['mine'] })
    await adas.storeMemory({ content: 'our shared learning about limiters', tags: ['ours'] })
    expect((await bens.listTasks()).map(({ id }) => id)).toEqual([shared.id])
    expect(await bens.getTask(secret.id)).toBeNull()
    await expect(bens.updateTask(secret.id, { body: 'found it' })).rejects.toThrow(/does not exist/)
    expect((await bens.searchMemory('limiters')).map(({ tags }) => tags)).toEqual([['ours']])
    expect(await bens.searchMemory('', { tags: ['mine'] })).toEqual([])
    expect(await adasOwn.searchMemory('limiters')).toHaveLength(2)
    expect((await bens.updateTask(shared.id, { status: 'done' })).task.status).toBe('done')
    expect(await bens.status()).toMatchObject({ tasks: 1, memories: 1 })
    expect(await bens.forget('all', true)).toEqual({ projects: 0, revisions: 0, tasks: 0, memories: 0 })
    expect(await adasOwn.forget('all', false)).toMatchObject({ tasks: 2, memories: 2 })
  })

  it('refuses a team one is no member of, and what is no team', async () => {
    const as = await team()
    const stranger = await as(cyd, devs)
    await expect(stranger.createTask({ title: 'x', project: 'app' })).rejects.toThrow(/denied the permission/)
    await expect(as(cyd, 'a; DROP TABLE task')).rejects.toThrow(/cannot be a team/)
  })

  it('lets a user who may not create tables use those that are there', async () => {
    const as = await team()
    expect(await (await as(cyd)).listTasks()).toEqual([])
  })
})
