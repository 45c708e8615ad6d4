import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { git, initGit, McpClient, newPlace } from '../support/processes.ts'

const as = (session: string) => ({ env: { CLAUDE_CODE_SESSION_ID: session } })

async function twoSessions() {
  const place = newPlace()
  initGit(place)
  const [one, two] = await Promise.all([McpClient.start(place, as('one')), McpClient.start(place, as('two'))])
  return { place, one, two }
}

describe('tasks', () => {
  it('go from active over in_progress to done, and keep every word', async () => {
    const { one } = await twoSessions()
    const { data } = await one.call('create_task', {
      title: 'Add the limiter',
      type: 'task',
      project: 'aops',
      priority: 1,
      body: 'First words.',
    })
    expect(data.task).toMatchObject({ title: 'Add the limiter', project: 'aops', priority: 1, status: 'active' })
    const { id } = data.task
    expect((await one.call('claim_task', { id })).data.task).toMatchObject({ status: 'in_progress', session: 'one' })
    await one.call('update_task', { id, body: 'DUMP checkpoint: half way' })
    await one.call('update_task', { id, body: 'Second checkpoint' })
    expect((await one.call('release_task', { id, summary: 'All done' })).data.task.status).toBe('done')
    const { body } = (await one.call('get_task', { id })).data
    expect(body).toMatch(/First words\.[\s\S]*DUMP checkpoint: half way[\s\S]*Second checkpoint[\s\S]*All done/)
  })

  it('are held by one session at a time', async () => {
    const { one, two } = await twoSessions()
    const { id } = (await one.call('create_task', { title: 'T' })).data.task
    await one.call('claim_task', { id })
    expect((await one.call('claim_task', { id })).failed).toBe(false)
    const refused = await two.call('claim_task', { id })
    expect(refused).toMatchObject({ failed: true })
    expect(refused.text).toContain('one')
    await one.call('release_task', { id, status: 'active', summary: 'Someone else' })
    expect((await two.call('claim_task', { id })).data.task).toMatchObject({ session: 'two', status: 'in_progress' })
  })

  it('claimed at the same time are given to one of them', async () => {
    const { one, two } = await twoSessions()
    const { id } = (await one.call('create_task', { title: 'T' })).data.task
    const claims = await Promise.all([one.call('claim_task', { id }), two.call('claim_task', { id })])
    expect(claims.filter(claim => claim.failed)).toHaveLength(1)
  })

  it('wait for others and are active again when those are done', async () => {
    const { one } = await twoSessions()
    const bug = (await one.call('create_task', { title: 'Bug', type: 'bug' })).data.task.id
    const { id } = (await one.call('create_task', { title: 'Work' })).data.task
    await one.call('claim_task', { id })
    const blocked = await one.call('update_task', { id, status: 'blocked', depends_on: [bug] })
    expect(blocked.data.task).toMatchObject({ status: 'blocked', depends_on: [bug] })
    expect((await one.call('claim_task', { id })).text).toContain(bug)
    await one.call('claim_task', { id: bug })
    expect((await one.call('release_task', { id: bug, status: 'done' })).data.unblocked).toEqual([id])
    expect((await one.call('get_task', { id })).data.task.status).toBe('active')
  })

  it('of a linked worktree are released for review, and done only when merged', async () => {
    const { place } = await twoSessions()
    const tree = path.join(place.project, '../tree')
    mkdirSync(tree)
    git(place, ['worktree', 'add', '-q', '-b', 'fix', tree])
    const worker = await McpClient.start(place, { cwd: tree, ...as('worker') })
    const { id } = (await worker.call('create_task', { title: 'Fix' })).data.task
    expect((await worker.call('claim_task', { id })).data.task.worktree).toBe(tree)
    const refused = await worker.call('release_task', { id, status: 'done' })
    expect(refused).toMatchObject({ failed: true })
    expect(refused.text).toMatch(/worktree/)
    expect((await worker.call('update_task', { id, status: 'done' })).failed).toBe(true)
    expect((await worker.call('release_task', { id, summary: 'Pushed' })).data.task.status).toBe('review')
    const merger = await McpClient.start(place, as('merger'))
    expect((await merger.call('update_task', { id, status: 'done' })).data.task.status).toBe('done')
  })

  it('record work that had no task', async () => {
    const { one } = await twoSessions()
    const done = await one.call('create_task', { title: '[Session] Read the code', status: 'done', priority: 3 })
    expect(done.data.task).toMatchObject({ status: 'done', project: 'project' })
  })

  it('are listed by status, the newest first, without their texts', async () => {
    const { one } = await twoSessions()
    for (const title of ['A', 'B', 'C']) await one.call('create_task', { title, body: 'x'.repeat(5000) })
    const listed = await one.call('list_tasks', { status: 'active', limit: 2 })
    expect(listed.data).toMatchObject({ more: true })
    expect(listed.data.tasks).toHaveLength(2)
    expect(listed.text.length).toBeLessThan(10_000)
    expect((await one.call('list_tasks', { status: ['done', 'blocked'] })).data.tasks).toEqual([])
  })

  it('with long texts answer below 10 KB and say what was left out', async () => {
    const { one } = await twoSessions()
    const { id } = (await one.call('create_task', { title: 'T', body: `begin\n${'line\n'.repeat(4000)}` })).data.task
    await one.call('update_task', { id, body: 'the newest words' })
    const short = await one.call('get_task', { id })
    expect(short.text.length).toBeLessThan(10_000)
    expect(short.data.omitted_characters).toBeGreaterThan(10_000)
    expect(short.data.body).toMatch(/^begin[\s\S]*omitted[\s\S]*the newest words/)
    expect((await one.call('get_task', { id, full: true })).data.body).toContain('line\n'.repeat(4000))
  })

  it.each<[string, string, Record<string, unknown>, RegExp]>([
    ['an unknown id', 'get_task', { id: 'nope' }, /nope.*list/s],
    ['an unknown parent', 'create_task', { title: 'T', parent: 'nope' }, /nope/],
    ['an unknown dependency', 'create_task', { title: 'T', depends_on: ['nope'] }, /nope/],
    ['an unknown status', 'list_tasks', { status: 'open' }, /one of active, in_progress/],
    ['no title', 'create_task', { title: '  ' }, /title/],
    ['nothing to change', 'update_task', { id: 'nope' }, /nope/],
  ])('say what to do about %s', async (_, tool, args, words) => {
    const { one } = await twoSessions()
    const answer = await one.call(tool, args)
    expect(answer).toMatchObject({ failed: true, text: expect.stringMatching(words) })
    expect(answer.text).not.toMatch(/\n\s+at /)
  })

  it('never show a secret', async () => {
    const { one } = await twoSessions()
    const secret = `ghp_${'a1B2'.repeat(10)}`
    const { id } = (await one.call('create_task', { title: 'T', body: `token ${secret}` })).data.task
    expect((await one.call('get_task', { id })).text).not.toContain(secret)
  })
})

describe('memories', () => {
  it('are found by their words and tags', async () => {
    const { one, two } = await twoSessions()
    await one.call('store_memory', {
      content: 'The test database must be seeded before the limiter tests run.',
      tags: ['dump', 'handover'],
      metadata: { task_id: 't-1', reason: 'complete' },
    })
    await one.call('store_memory', { content: 'Unrelated words.', tags: ['other'] })
    const { memories } = (await two.call('search_memory', { query: 'seeded database' })).data
    expect(memories[0]).toMatchObject({ tags: ['dump', 'handover'], metadata: { task_id: 't-1' } })
    expect((await two.call('search_memory', { query: 'words', tags: ['dump'] })).data.memories).toEqual([])
  })

  it('stay below 10 KB however long they are', async () => {
    const { one } = await twoSessions()
    for (let n = 0; n < 10; n += 1) await one.call('store_memory', { content: `seed ${n} ${'word '.repeat(4000)}` })
    expect((await one.call('search_memory', { query: 'seed' })).text.length).toBeLessThan(10_000)
  })
})
