import { writeFileSync } from 'node:fs'
import path from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { registry } from '../../src/server/tools/_registry.ts'
import { git, initGit, McpClient, newPlace, runHook } from '../support/processes.ts'

const as = (session: string) => ({ env: { CLAUDE_CODE_SESSION_ID: session } })
const todo = (id: string, content: string, status = 'pending') => ({ id, content, status })

async function server(session = 'one') {
  const place = newPlace()
  initGit(place)
  const client = await McpClient.start(place, as(session))
  return { place, client, project_path: place.project }
}

const STATE = {
  goals: { ultimate: 'Ship the limiter' },
  todos: { explicit: [todo('1', 'Write it', 'in_progress'), todo('2', 'Test it')] },
  decisions: { binding: [{ decision: 'In memory', rationale: 'One process', binding: 'ABSOLUTE' }] },
}

describe('saved states', () => {
  it('come back whole, with what changed since', async () => {
    const { place, client, project_path } = await server()
    const saved = await client.call('workflow_state_save', { project_path, state: STATE, trigger: 'manual' })
    expect(saved.data).toMatchObject({ revision: 1, session: 'one', trigger: 'manual', unchanged: false })
    writeFileSync(path.join(place.project, 'new.txt'), 'x')
    git(place, ['add', 'new.txt'])
    git(place, ['commit', '-q', '-m', 'Since then'])
    const loaded = await client.call('workflow_state_load', { project_path, max_age_hours: 24.0 })
    expect(loaded.data).toMatchObject({ found: true, revision: 1, session: 'one', project: project_path })
    expect(loaded.data.state.goals.ultimate).toBe('Ship the limiter')
    expect(loaded.data.state.format_version).toBe('3.0')
    expect(loaded.data.drift).toContainEqual({ kind: 'head', detail: expect.stringContaining('Since then') })
    expect(JSON.parse(loaded.text)).toEqual(loaded.data)
  })

  it('are updated by identity, and the same update twice changes nothing', async () => {
    const { client, project_path } = await server()
    await client.call('workflow_state_save', { project_path, state: STATE, trigger: 'manual' })
    const updates = { todos: { explicit: [{ id: '1', status: 'completed' }, todo('3', 'Tell them')] } }
    expect((await client.call('workflow_state_update', { project_path, updates })).data.revision).toBe(2)
    expect((await client.call('workflow_state_update', { project_path, updates })).data).toMatchObject({
      revision: 2,
      unchanged: true,
    })
    const { state } = (await client.call('workflow_state_load', { project_path })).data
    expect(state.todos.explicit.map((one: { content: string; status: string }) => [one.content, one.status])).toEqual([
      ['Write it', 'completed'],
      ['Test it', 'pending'],
      ['Tell them', 'pending'],
    ])
  })

  it('of two sessions never mix, and each names the other', async () => {
    const { place, client, project_path } = await server('one')
    const other = await McpClient.start(place, as('two'))
    await client.call('workflow_state_save', { project_path, state: STATE, trigger: 'manual' })
    await other.call('workflow_state_save', {
      project_path,
      state: { goals: { ultimate: 'Grind coffee' } },
      trigger: 'auto',
    })
    const mine = (await client.call('workflow_state_load', { project_path })).data
    expect(mine.state.goals.ultimate).toBe('Ship the limiter')
    expect(mine.others).toMatchObject([{ session: 'two' }])
    expect((await other.call('workflow_state_load', { project_path })).data.state.goals.ultimate).toBe('Grind coffee')
    expect((await client.call('workflow_state_load', { project_path, session_id: 'three' })).data).toEqual({
      found: false,
    })
  })

  it('belong to the session whose hook said that it calls, where the host does not tell its servers', async () => {
    const place = newPlace()
    initGit(place)
    const client = await McpClient.start(place)
    const save = async () =>
      (await client.call('workflow_state_save', { project_path: place.project, state: STATE })).data.session
    expect(await save()).toBeNull()
    const payload = { session_id: 'thread-1', cwd: place.project, tool_name: 'mcp__midstride__workflow_state_save' }
    runHook(place, 'pre-tool', 'codex', payload)
    expect(await save()).toBe('thread-1')
    runHook(place, 'pre-tool', 'codex', { ...payload, session_id: 'thread-2', tool_name: 'Edit' })
    expect(await save()).toBe('thread-1')
  })

  it.each<[string, unknown]>([
    ['JSON in text', JSON.stringify(STATE)],
    ['YAML', 'goals:\n  ultimate: "Ship the limiter"\ntodos:\n  explicit: []\n'],
  ])('are taken as %s too', async (_, state) => {
    const { client, project_path } = await server()
    expect((await client.call('workflow_state_save', { project_path, state, trigger: 'checkpoint' })).failed).toBe(
      false,
    )
    expect((await client.call('workflow_state_load', { project_path })).data.state.goals.ultimate).toBe(
      'Ship the limiter',
    )
  })

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a wrong type', { state: { todos: { explicit: 'none' } } }, /todos.*explicit/],
    ['a wrong word', { state: { todos: { explicit: [todo('1', 'x', 'later')] } } }, /status.*later/],
    ['an unknown key', { state: { todoes: {} } }, /todoes/],
    ['a stale revision', { state: STATE, expected_revision: 7 }, /expected revision 7/],
    ['a relative project', { project_path: 'src', state: STATE }, /not absolute/],
    ['a project with NUL', { project_path: '/tmp/\u0000x', state: STATE }, /not absolute|NUL/],
    ['no state', { state: undefined }, /'state' is missing/],
    ['a wrong trigger', { state: STATE, trigger: 'sometimes' }, /manual, auto, checkpoint/],
  ])('are refused for %s, by name, and nothing is stored', async (_, args, words) => {
    const { client, project_path } = await server()
    const refused = await client.call('workflow_state_save', { project_path, trigger: 'manual', ...args })
    expect(refused).toMatchObject({ failed: true, text: expect.stringMatching(words) })
    expect((await client.call('workflow_state_load', { project_path })).data).toEqual({ found: false })
  })

  it('hold no secret and no hidden character', async () => {
    const { client, project_path } = await server()
    const secret = `ghp_${'a1B2'.repeat(10)}`
    const state = { goals: { ultimate: `Ship \u202e${secret}\u200b` } }
    const saved = await client.call('workflow_state_save', { project_path, state, trigger: 'manual' })
    expect(saved.data.warnings.length).toBeGreaterThan(0)
    const loaded = await client.call('workflow_state_load', { project_path })
    expect(loaded.text).not.toContain(secret)
    expect(loaded.data.state.goals.ultimate).not.toMatch(/[\u202e\u200b]/)
  })

  it('can be several hundred KB', async () => {
    const { client, project_path } = await server()
    const explicit = Array.from({ length: 900 }, (_, n) => todo(String(n), `Todo ${n} ${'word '.repeat(80)}`))
    expect(
      (await client.call('workflow_state_save', { project_path, state: { todos: { explicit } }, trigger: 'auto' }))
        .failed,
    ).toBe(false)
    expect((await client.call('workflow_state_load', { project_path })).data.state.todos.explicit).toHaveLength(900)
  })
})

describe('every answer', () => {
  it('fits the schema of its tool', async () => {
    const { place, client, project_path } = await server()
    writeFileSync(path.join(place.project, 'HANDOFF.md'), '# Handoff\n\n- All 12 tests pass.\n')
    const created = await client.call('create_task', { title: 'T' })
    const { id } = created.data.task
    const calls: [string, Record<string, unknown>][] = [
      ['create_task', { title: 'U' }],
      ['get_task', { id }],
      ['list_tasks', {}],
      ['claim_task', { id }],
      ['update_task', { id, body: 'x' }],
      ['release_task', { id }],
      ['store_memory', { content: 'Whole sentence.' }],
      ['search_memory', { query: 'sentence' }],
      ['workflow_state_load', { project_path }],
      ['workflow_state_save', { project_path, state: STATE, trigger: 'manual' }],
      ['workflow_state_load', { project_path }],
      ['workflow_state_update', { project_path, updates: { goals: { main_task: 'x' } } }],
      ['skill_instructions_get', { skill_name: 'mission-control' }],
      ['find_plans', {}],
      ['handoff_lint', { path: 'HANDOFF.md' }],
      ['handoff_verify', { path: 'HANDOFF.md' }],
    ]
    const ajv = new Ajv.default({ strict: false })
    for (const [name, args] of calls) {
      const called = await client.call(name, args)
      expect(called.failed, `${name}: ${called.text}`).toBe(false)
      const validate = ajv.compile(registry.find(tool => tool.name === name)!.output)
      expect(validate(called.data), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true)
      expect(called.text.length, name).toBeLessThan(10_000)
    }
    expect(new Set(calls.map(([name]) => name)).size).toBe(registry.length - 1)
  })
})

describe('saved states as resources', () => {
  it('are listed by session and read as the recovery block', async () => {
    const { client, project_path } = await server('one / two')
    await client.call('workflow_state_save', { project_path, state: STATE, trigger: 'manual' })
    const { result } = await client.request('resources/list')
    const [listed] = result!.resources as { uri: string; name: string }[]
    expect(listed).toMatchObject({ uri: 'midstride://state/one%20%2F%20two', name: 'session one / two' })
    const read = await client.request('resources/read', { uri: listed!.uri })
    expect((read.result!.contents as { text: string }[])[0]!.text).toMatch(
      /^<workflow-recovery>[\s\S]*Ship the limiter/,
    )
    expect((await client.request('resources/templates/list')).result!.resourceTemplates).toHaveLength(1)
  })

  it.each([
    'midstride://state/unknown',
    'midstride://state/..%2F..%2Fetc',
    'file:///etc/passwd',
    'midstride://state/%E0%A4%A',
  ])('of %s are none', async uri => {
    const { client } = await server()
    const answer = await client.request('resources/read', { uri })
    expect(answer.error?.message).toBeTruthy()
    expect(JSON.stringify(answer)).not.toContain('root:')
  })
})
