import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { RefusedError, UserError } from '../../src/core/errors.ts'
import type { Database } from '../../src/store/sql/database.ts'
import { type SqlStoreOptions, sqlStore } from '../../src/store/sql/store.ts'
import type { SaveRequest, Store } from '../../src/store/store.ts'
import { anyState, makeState } from '../support/states.ts'

/** One database of its own for a test, emptied afterwards. */
export interface Fixture {
  /** A further connection to the same database. */
  open(): Promise<Database>
  dispose(): Promise<void>
}

const project = '/code/app'

/** A clock that goes on by a minute whenever it is read. */
function ticking(start: number): () => Date {
  let time = start
  return () => {
    time += 60_000
    return new Date(time)
  }
}

/** What every engine must do. */
export function storeContract(name: string, create: () => Promise<Fixture>): void {
  describe(`a store on ${name}`, () => {
    const cleanUp: (() => Promise<void>)[] = []
    afterEach(async () => {
      for (const step of cleanUp.splice(0).reverse()) await step()
    })

    async function fixture(): Promise<Fixture> {
      const made = await create()
      cleanUp.push(() => made.dispose())
      return made
    }
    async function open(from?: Fixture, options?: SqlStoreOptions): Promise<Store> {
      const store = sqlStore(await (from ?? (await fixture())).open(), options)
      cleanUp.push(() => store.close())
      return store
    }
    const request = (goal: string, session: string | null = 's1', more: Partial<SaveRequest> = {}): SaveRequest => ({
      scope: { project, session },
      state: makeState({ goals: { ultimate: goal }, session_id: session }),
      trigger: 'manual',
      ...more,
    })

    statesContract(open, request, fixture)
    tasksContract(open)
    memoriesContract(open)
  })
}

type Open = (from?: Fixture, options?: SqlStoreOptions) => Promise<Store>
type Request = (goal: string, session?: string | null, more?: Partial<SaveRequest>) => SaveRequest

function statesContract(open: Open, request: Request, fixture: () => Promise<Fixture>): void {
  it('brings back every key of section 1.20 as it was saved', async () => {
    const store = await open()
    await fc.assert(
      fc.asyncProperty(anyState(), async state => {
        const { revision } = await store.save({ scope: { project, session: 's1' }, state, trigger: 'auto' })
        const loaded = await store.load({ project, revision })
        expect(loaded).toMatchObject({ revision, project, session: 's1', trigger: 'auto', quarantined: [] })
        expect(loaded?.state).toEqual(state)
      }),
      { numRuns: 40 },
    )
  })

  it('finds nothing where nothing was saved', async () => {
    const store = await open()
    expect(await store.load({ project })).toBeNull()
    expect(await store.log(project)).toEqual([])
    expect(await store.sessions(project)).toEqual([])
  })

  it('counts revisions per project over all sessions', async () => {
    const store = await open()
    await store.save(request('a', 's1'))
    await store.save(request('b', 's2'))
    await store.save({ ...request('c', 's1'), scope: { project: '/code/other', session: 's1' } })
    await store.save(request('d', 's1'))
    expect((await store.log(project)).map(({ revision, session }) => [revision, session])).toEqual([
      [3, 's1'],
      [2, 's2'],
      [1, 's1'],
    ])
    expect((await store.log('/code/other')).map(({ revision }) => revision)).toEqual([1])
    expect((await store.log(project, { session: 's1' })).map(({ revision }) => revision)).toEqual([3, 1])
    expect((await store.log(project, { limit: 1 })).map(({ revision }) => revision)).toEqual([3])
    expect((await store.sessions(project)).map(({ revision, session }) => [revision, session])).toEqual([
      [3, 's1'],
      [2, 's2'],
    ])
  })

  it('keeps sessions and worktrees apart', async () => {
    const store = await open()
    await store.save(request('main'))
    await store.save({
      ...request('linked', 's2'),
      scope: { project, session: 's2', worktree: '/code/wt', branch: 'fix' },
    })
    expect((await store.load({ project, session: 's1' }))?.state.goals.ultimate).toBe('main')
    expect((await store.load({ project, worktree: null }))?.session).toBe('s1')
    expect(await store.load({ project, worktree: '/code/wt' })).toMatchObject({ session: 's2', branch: 'fix' })
    expect((await store.load({ project }))?.session).toBe('s2')
    expect(await store.load({ project, session: 'unknown' })).toBeNull()
    expect(await store.load({ project, revision: 99 })).toBeNull()
  })

  it('keeps states without a session apart from those with one', async () => {
    const store = await open()
    await store.save(request('nobody', null))
    await store.save(request('somebody', 's1'))
    expect((await store.log(project)).map(({ session }) => session)).toEqual(['s1', null])
    expect(await store.save(request('nobody', null))).toMatchObject({ revision: 1, unchanged: true })
  })

  it('returns the existing revision for an equal state, whatever the order of its keys', async () => {
    const store = await open()
    const first = await store.save(request('a'))
    const again = await store.save({
      ...request('a'),
      state: Object.fromEntries(Object.entries(request('a').state).reverse()),
    })
    expect(again).toMatchObject({ revision: first.revision, saved_at: first.saved_at, unchanged: true })
    await store.save(request('b'))
    expect(await store.save(request('a'))).toMatchObject({ revision: 3, unchanged: false })
  })

  it('takes a state that came without a time for equal to itself', async () => {
    const store = await open(undefined, { now: ticking(0) })
    const { timestamp: _, ...state } = makeState()
    await store.save({ ...request(''), state })
    expect(await store.save({ ...request(''), state })).toMatchObject({ revision: 1, unchanged: true })
  })

  it('compares and sets', async () => {
    const store = await open()
    await store.save(request('a', 's1', { expect: 0 }))
    await expect(store.save(request('b', 's1', { expect: 0 }))).rejects.toThrow(RefusedError)
    await expect(store.save(request('a', 's1', { expect: 0 }))).rejects.toThrow(
      /expected revision 0.*latest revision is 1/,
    )
    await expect(store.save(request('b', 's2', { expect: 1 }))).rejects.toThrow(/nothing was saved yet/)
    expect(await store.save(request('b', 's1', { expect: 1 }))).toMatchObject({ revision: 2 })
    expect(await store.log(project)).toHaveLength(2)
  })

  it('refuses what it could not load again, by name, and stores nothing', async () => {
    const store = await open()
    const bad = { ...makeState(), compaction_flag: true }
    await expect(store.save({ ...request('a'), state: bad })).rejects.toThrow(/compaction_flag: is not a field/)
    expect(await store.log(project)).toEqual([])
  })

  it('warns when something that binds is gone without a word, unless that was the purpose', async () => {
    const store = await open()
    const decided = makeState({ decisions: { binding: [{ decision: 'use SQLite' }] } })
    const warnings = [
      {
        pointer: '/decisions/binding',
        problem: 'the decision "use SQLite" of revision 1 is gone, and nothing says why',
      },
    ]
    await store.save({ ...request(''), state: decided })
    expect(await store.save(request('b'))).toMatchObject({ revision: 2, warnings })
    await store.save({ ...request(''), state: decided })
    expect(await store.save({ ...request('c'), deliberate: true })).toMatchObject({ warnings: [] })
  })

  it.each(['a\0b', 'a\nb', 'x'.repeat(5000)])('refuses a session named %j', async session => {
    const store = await open()
    await expect(store.save({ ...request('a'), scope: { project, session } })).rejects.toThrow(RefusedError)
    expect(await store.log(project)).toEqual([])
  })

  it('keeps the newest revisions of a session, and the newest of every session', async () => {
    const store = await open(undefined, { keep: 3 })
    await store.save(request('old', 's0'))
    for (let n = 1; n <= 10; n += 1) await store.save(request(`goal ${n}`, 's1'))
    expect((await store.log(project)).map(({ revision }) => revision)).toEqual([11, 10, 9, 1])
    const one = await open(undefined, { keep: 0 })
    for (let n = 1; n <= 3; n += 1) await one.save(request(`goal ${n}`))
    expect((await one.log(project)).map(({ revision }) => revision)).toEqual([3])
    await one.save(request('next'))
    expect((await one.log(project)).map(({ revision }) => revision)).toEqual([4])
  })

  it('does not find what is older than asked for', async () => {
    let now = Date.parse('2026-11-20T12:00:00Z')
    const store = await open(undefined, { now: () => new Date(now) })
    await store.save(request('a'))
    now += 2 * 3_600_000
    expect(await store.load({ project, maxAgeHours: 1 })).toBeNull()
    expect(await store.load({ project, maxAgeHours: 3 })).not.toBeNull()
  })

  it('keeps the facts beside the state', async () => {
    const store = await open()
    const facts = { branch: 'main', head: 'abc', dirty: ['a.ts'], plans: [{ path: '/p', sha256: null }] }
    await store.save(request('a', 's1', { facts: async () => facts }))
    expect((await store.load({ project }))?.facts).toEqual(facts)
  })

  it("keeps the project's newest state in the table the protocol names", async () => {
    const made = await fixture()
    const store = await open(made)
    await store.save(request('a', 's1', { trigger: 'auto' }))
    await store.save(request('b', 's2', { trigger: 'checkpoint' }))
    const database = await made.open()
    const rows = await database.all('SELECT project_path, state_json, trigger FROM workflow_state')
    await database.close()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ project_path: project, trigger: 'checkpoint' })
    expect(JSON.parse(String(rows[0]!.state_json)).goals.ultimate).toBe('b')
  })

  it('leaves out a bad field of an old row and names it', async () => {
    const made = await fixture()
    const store = await open(made)
    await store.save(request('keep me'))
    const database = await made.open()
    const [row] = await database.all('SELECT state_json FROM revision')
    const state = { ...JSON.parse(String(row!.state_json)), quality_gates: 'all passed', flag: true }
    await database.all('UPDATE revision SET state_json = ?', [JSON.stringify(state)])
    await database.close()
    const loaded = await store.load({ project })
    expect(loaded?.state).toEqual(makeState({ goals: { ultimate: 'keep me' }, session_id: 's1' }))
    expect(loaded?.quarantined.map(({ pointer }) => pointer).sort()).toEqual(['/flag', '/quality_gates'])
  })

  it('says so when a row cannot be read at all', async () => {
    const made = await fixture()
    const store = await open(made)
    await store.save(request('a'))
    const database = await made.open()
    await database.all("UPDATE revision SET state_json = '{\"form'")
    await database.close()
    await expect(store.load({ project })).rejects.toThrow(/revision 1 .* cannot be read/)
  })

  it('serves many savers at once, in one process and over several connections', async () => {
    const made = await fixture()
    const stores = [await open(made), await open(made)]
    await Promise.all(Array.from({ length: 40 }, (_, n) => stores[n % 2]!.save(request(`goal ${n}`, `s${n % 4}`))))
    const revisions = (await stores[0]!.log(project)).map(({ revision }) => revision)
    expect(revisions.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
  })

  it('lets exactly one of two savers with the same expectation through', async () => {
    const made = await fixture()
    const stores = [await open(made), await open(made)]
    const results = await Promise.allSettled(
      stores.map((store, n) => store.save(request(`goal ${n}`, 's1', { expect: 0 }))),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
}

function tasksContract(open: Open): void {
  it('creates, lists and finds tasks', async () => {
    const store = await open()
    const task = await store.createTask({ title: 'Fix\nlogin', project, tags: ['auth', 'auth'], body: 'Steps' })
    expect(task.id).toMatch(/^t-[2-9a-hjkmnp-z]{4}$/)
    expect(task).toMatchObject({
      title: 'Fix login',
      type: 'task',
      priority: 2,
      status: 'active',
      tags: ['auth'],
      session: null,
    })
    expect(await store.getTask(task.id)).toEqual(task)
    expect(await store.getTask('t-none')).toBeNull()
    const urgent = await store.createTask({ title: 'Outage', project, priority: 0 })
    await store.createTask({ title: 'Elsewhere', project: '/code/other' })
    expect((await store.listTasks({ project })).map(({ id }) => id)).toEqual([urgent.id, task.id])
    expect(await store.listTasks({ status: ['done'] })).toEqual([])
    expect(await store.listTasks({ status: ['active'], limit: 2 })).toHaveLength(2)
    expect(await store.listTasks()).toHaveLength(3)
  })

  it('appends to the text of a task, never overwrites it', async () => {
    const store = await open(undefined, { now: ticking(Date.parse('2026-11-20T12:00:00Z')) })
    const { id } = await store.createTask({ title: 'x', project, body: 'First words' })
    await store.updateTask(id, { body: 'did a' })
    const { task } = await store.updateTask(id, { body: 'did b', status: 'in_progress' })
    expect(task.body).toBe(
      'First words\n\n### 2026-11-20T12:02:00.000Z\n\ndid a\n\n### 2026-11-20T12:03:00.000Z\n\ndid b\n',
    )
    expect(task).toMatchObject({
      status: 'in_progress',
      created_at: '2026-11-20T12:01:00.000Z',
      updated_at: '2026-11-20T12:03:00.000Z',
    })
    expect((await store.updateTask(id, { priority: 1 })).task.body).toBe(task.body)
  })

  it('blocks a task on another and frees it when the last one is done', async () => {
    const store = await open()
    const [a, b] = [await store.createTask({ title: 'a', project }), await store.createTask({ title: 'b', project })]
    const c = await store.createTask({ title: 'c', project, depends_on: [a.id, b.id] })
    expect(c.status).toBe('blocked')
    await expect(store.claimTask(c.id, { session: 's1' })).rejects.toThrow(new RegExp(`blocked by ${a.id}, ${b.id}`))
    await expect(store.updateTask(c.id, { status: 'active' })).rejects.toThrow(RefusedError)
    await store.updateTask(a.id, { status: 'done' })
    expect((await store.getTask(c.id))?.status).toBe('blocked')
    expect((await store.updateTask(b.id, { status: 'done' })).unblocked).toEqual([c.id])
    expect((await store.getTask(c.id))?.status).toBe('active')
  })

  it('refuses circles and what does not exist', async () => {
    const store = await open()
    const a = await store.createTask({ title: 'a', project })
    const b = await store.createTask({ title: 'b', project, depends_on: [a.id] })
    const c = await store.createTask({ title: 'c', project, depends_on: [b.id] })
    await expect(store.updateTask(a.id, { depends_on: [c.id] })).rejects.toThrow(
      `${a.id} → ${c.id} → ${b.id} → ${a.id}`,
    )
    await expect(store.updateTask(a.id, { depends_on: [a.id] })).rejects.toThrow(RefusedError)
    await expect(store.updateTask(a.id, { depends_on: ['t-none'] })).rejects.toThrow(/t-none does not exist/)
    await expect(store.updateTask('t-none', { status: 'done' })).rejects.toThrow(/t-none does not exist/)
    await expect(store.createTask({ id: a.id, title: 'again', project })).rejects.toThrow(UserError)
    expect((await store.getTask(a.id))?.depends_on).toEqual([])
  })

  it('lets one of two sessions claim a task', async () => {
    const store = await open()
    const { id } = await store.createTask({ title: 'x', project })
    const claims = await Promise.allSettled(['s1', 's2'].map(session => store.claimTask(id, { session })))
    expect(claims.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const holder = (await store.getTask(id))!.session!
    expect(await store.claimTask(id, { session: holder })).toMatchObject({ status: 'in_progress', session: holder })
  })

  it('sends what was done in a worktree to review', async () => {
    const store = await open()
    const { id } = await store.createTask({ title: 'x', project })
    await store.claimTask(id, { session: 's1', worktree: '/code/wt' })
    await expect(store.updateTask(id, { status: 'done' }, { session: 's1' })).rejects.toThrow(/done when it is merged/)
    await store.updateTask(id, { status: 'review' }, { session: 's1' })
    await expect(store.updateTask(id, { status: 'done' }, { session: 's1' })).rejects.toThrow(RefusedError)
    expect((await store.updateTask(id, { status: 'done' }, { session: 'merger' })).task.status).toBe('done')
  })
}

function memoriesContract(open: Open): void {
  it('finds memories by word, by the beginning of a word and by tag, best match first', async () => {
    const store = await open()
    const deploy = await store.storeMemory({
      content: 'Deployment needs the VPN',
      tags: ['ops'],
      metadata: { task_id: 't-1' },
    })
    const auth = await store.storeMemory({
      content: 'src/auth.ts holds the token check; token, token',
      tags: ['code', 'auth'],
    })
    await store.storeMemory({ content: 'The café menu — 日本語の設定' })
    const ids = async (query: string, options = {}) => (await store.searchMemory(query, options)).map(({ id }) => id)
    const { known, ...kept } = deploy
    expect(known).toBe(false)
    expect(await store.searchMemory('deploy')).toEqual([kept])
    expect(await ids('auth.ts')).toContain(auth.id)
    expect(await ids('TOKEN vpn')).toHaveLength(2)
    expect(await ids('vpn', { tags: ['code'] })).toEqual([])
    expect(await ids('token', { tags: ['code', 'auth'] })).toEqual([auth.id])
    expect(await ids('', { tags: ['ops'] })).toEqual([deploy.id])
    expect(await ids('', { limit: 2 })).toHaveLength(2)
    expect(await ids('設定')).toHaveLength(1)
    expect(await ids('nowhere')).toEqual([])
  })

  it('takes any query for words, never for syntax', async () => {
    const store = await open()
    await store.storeMemory({ content: 'plain' })
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async query => {
        expect((await store.searchMemory(query)).length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 50 },
    )
    for (const query of ['" OR 1', 'plain AND', 'NEAR(', "'; DROP TABLE memory; --", '*', '!', ':*', '\\', '() | &'])
      await store.searchMemory(query)
    expect(await store.searchMemory('plain')).toHaveLength(1)
  })

  it('masks secrets in what it keeps', async () => {
    const store = await open()
    const token = `ghp_${'a1B2'.repeat(9)}`
    const memory = await store.storeMemory({ content: `use ${token}`, metadata: { token } })
    const task = await store.createTask({ title: `rotate ${token}`, project, body: token })
    expect(JSON.stringify([memory, task, await store.searchMemory('use')])).not.toContain(token)
    await expect(store.storeMemory({ content: ' \u200b' })).rejects.toThrow(UserError)
  })
}
