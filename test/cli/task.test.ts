import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { git, initGit, newPlace, type Place, runCli } from '../support/processes.ts'

let place: Place
beforeEach(() => {
  place = newPlace()
  initGit(place)
})
const task = (...args: string[]) => runCli(place, ['task', ...args])
const json = (...args: string[]) => JSON.parse(task(...args, '--json').out)
const create = (...args: string[]) => task('create', ...args).out.trim()

describe('midstride task', () => {
  it('creates, shows, checkpoints, claims and releases', () => {
    const id = create('Add the limiter', '--priority', '1', '--body', 'First words.', '--tag', 'api')
    expect(id).toMatch(/^\S+$/)
    expect(json('show', id)).toMatchObject({
      title: 'Add the limiter',
      priority: 1,
      status: 'active',
      tags: ['api'],
      project: 'project',
    })
    expect(task('claim', id, '--session', 's1').out).toMatch(/status +in_progress/)
    expect(task('update', id, '--body', 'Half way')).toMatchObject({ code: 0, out: `${id} is in_progress\n` })
    expect(task('release', id, '--summary', 'All done').out).toBe(`${id} is done\n`)
    expect(task('show', id).out).toMatch(/First words\.[\s\S]*Half way[\s\S]*All done/)
  })

  it('lists in a table, and as JSON', () => {
    create('One')
    const two = create('Two', '--status', 'done')
    expect(task('list').out).toMatch(/^ID +STATUS +PRIO +PROJECT +TITLE\n/)
    expect(task('list', '--status', 'done').out.trim().split('\n')).toHaveLength(2)
    expect(json('list', '--status', 'done', '--status', 'review')).toMatchObject([{ id: two, title: 'Two' }])
    expect(json('list', '--limit', '1')).toHaveLength(1)
  })

  it('shows tasks below those they follow from', () => {
    const epic = create('Ship it')
    const first = create('Write it', '--parent', epic, '--priority', '1')
    const second = create('Document it', '--parent', epic, '--depends-on', first)
    expect(task('tree').out).toBe(
      `${epic}  active  Ship it\n├─ ${first}  active  Write it\n└─ ${second}  blocked (waits for ${first})  Document it\n`,
    )
  })

  it('says so when there is none', () => {
    expect(task('list')).toMatchObject({ code: 0, out: '', err: 'no tasks\n' })
    expect(json('list')).toEqual([])
  })

  it('takes the text of a checkpoint from stdin', () => {
    const id = create('One')
    runCli(place, ['task', 'update', id, '--body', '-'], { stdin: 'From a pipe\n' })
    expect(json('show', id).body).toContain('From a pipe')
  })

  it('makes a task active again when what it waited for is done', () => {
    const bug = create('Bug', '--type', 'bug')
    const id = create('Work', '--depends-on', bug)
    expect(json('show', id).status).toBe('blocked')
    expect(task('claim', id).err).toContain(bug)
    expect(task('release', bug).out).toBe(`${bug} is done\n${id} is active again\n`)
  })

  it('releases for review from a linked worktree', () => {
    const tree = path.join(place.project, '../tree')
    mkdirSync(tree)
    git(place, ['worktree', 'add', '-q', '-b', 'fix', tree])
    const id = create('Fix')
    runCli(place, ['task', 'claim', id], { cwd: tree })
    const refused = runCli(place, ['task', 'release', id, '--status', 'done'], { cwd: tree })
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toMatch(/worktree/)
    expect(runCli(place, ['task', 'release', id], { cwd: tree }).out).toBe(`${id} is review\n`)
    expect(task('update', id, '--status', 'done').out).toBe(`${id} is done\n`)
  })

  it.each<[string, string[], RegExp]>([
    ['no action', [], /needs <list\|tree\|show/],
    ['an unknown action', ['lsit'], /did you mean 'midstride task list'/],
    ['no id', ['show'], /needs ID/],
    ['an unknown id', ['show', 'nope'], /nope does not exist/],
    ['no title', ['create'], /needs TITLE/],
    ['an unknown status', ['list', '--status', 'open'], /one of: active, in_progress/],
    ['a priority beyond the scale', ['create', 'x', '--priority', '9'], /whole number up to 4/],
    ['an unknown parent', ['create', 'x', '--parent', 'nope'], /nope does not exist/],
    ['an unknown option', ['list', '--limt', '3'], /did you mean '--limit'/],
  ])('answers %s in one line', (_, args, words) => {
    const ran = task(...args)
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err.trim().split('\n')).toHaveLength(1)
    expect(ran.err).toMatch(words)
  })
})

describe('midstride memory', () => {
  it('knows what it was told before, lists and deletes', () => {
    const memory = (...args: string[]) => runCli(place, ['memory', ...args])
    const id = memory('store', 'Seed the database first.', '--tag', 'db').out.trim()
    expect(memory('store', 'Seed the  database first.', '--tag', 'test')).toMatchObject({
      out: `${id}\n`,
      err: expect.stringMatching(/known already/),
    })
    expect(memory('list').out).toMatch(/#db #test\n +Seed the database first\./)
    expect(memory('delete', id)).toMatchObject({ code: 0, err: `memory ${id} is deleted\n` })
    expect(memory('delete', id)).toMatchObject({ code: 2, err: expect.stringMatching(/there is no memory/) })
    expect(memory('list')).toMatchObject({ code: 0, out: '', err: 'nothing found\n' })
  })

  it('stores and finds', () => {
    const stored = runCli(place, [
      'memory',
      'store',
      'The test database is seeded first.',
      '--tag',
      'testing',
      '--meta',
      'task_id=T1',
    ])
    expect(stored.out).toMatch(/^\d+\n$/)
    const found = JSON.parse(runCli(place, ['memory', 'search', 'seeded', '--json']).out)
    expect(found).toMatchObject([{ tags: ['testing'], metadata: { task_id: 'T1' } }])
    expect(runCli(place, ['memory', 'search', 'seeded']).out).toContain('#testing')
    expect(runCli(place, ['memory', 'search', 'elephant'])).toMatchObject({ code: 0, out: '', err: 'nothing found\n' })
  })

  it.each<[string, string[], RegExp]>([
    ['no text', ['memory', 'store', ' '], /there is no text/],
    ['an unknown action', ['memory', 'find', 'x'], /one of store, search/],
    ['metadata without a value', ['memory', 'store', 'x', '--meta', 'y'], /KEY=VALUE/],
    ['a limit of nothing', ['memory', 'search', 'x', '--limit', '0'], /from 1 to 999/],
  ])('answers %s in one line', (_, args, words) => {
    expect(runCli(place, args)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(words) })
  })
})
