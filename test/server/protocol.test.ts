import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFrontmatter } from '../../src/pack/frontmatter.ts'
import { cli, McpClient, newPlace, root } from '../support/processes.ts'

const TOOLS = [
  'claim_task',
  'create_task',
  'find_plans',
  'get_task',
  'handoff_draft',
  'handoff_lint',
  'handoff_verify',
  'list_tasks',
  'release_task',
  'search_memory',
  'skill_instructions_get',
  'store_memory',
  'update_task',
  'workflow_state_load',
  'workflow_state_save',
  'workflow_state_update',
]

interface Listed {
  name: string
  title: string
  description: string
  inputSchema: { type: string; properties: Record<string, { description?: string }>; required?: string[] }
  outputSchema: { type: string }
  annotations: Record<string, unknown>
}

describe('the protocol', () => {
  it.each(['2025-06-18', '2025-11-25'])('speaks %s', async version => {
    const client = new McpClient(newPlace())
    const { result } = await client.request('initialize', {
      protocolVersion: version,
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    })
    expect(result).toMatchObject({ protocolVersion: version, serverInfo: { name: 'midstride' } })
    expect(String(result?.instructions).length).toBeLessThan(2048)
    client.notify('notifications/initialized')
    expect((await client.request('ping')).result).toEqual({})
    await client.close()
  })

  it('answers methods it does not know with -32601 and goes on', async () => {
    const client = new McpClient(newPlace())
    expect((await client.request('server/discover')).error?.code).toBe(-32601)
    await client.request('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 't', version: '1' },
    })
    expect((await client.request('tasks/list')).error?.code).toBe(-32601)
    expect((await client.request('tools/call', { name: 'no_such_tool' })).error?.message).toMatch(/no_such_tool/)
    expect((await client.request('tools/list')).result?.tools).toHaveLength(TOOLS.length)
  })

  it('serves the 2026 era too', async () => {
    const client = new McpClient(newPlace())
    const meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    const found = await client.request('server/discover', { _meta: meta })
    expect(found.result?.supportedVersions).toContain('2026-07-28')
    const listed = await client.request('tools/list', { _meta: meta })
    expect(listed.result?.tools).toHaveLength(TOOLS.length)
  })

  it('survives lines that are no JSON and messages that are no requests', async () => {
    const client = await McpClient.start(newPlace())
    for (const line of [
      '',
      'hello',
      '{"jsonrpc":"2.0"',
      '[]',
      'null',
      '{"id":1}',
      '{"jsonrpc":"2.0","method":5,"id":9}',
    ])
      client.send(line)
    expect((await client.request('tools/list')).result?.tools).toHaveLength(TOOLS.length)
  })

  it('answers everything that was asked before stdin ended, writes only protocol, and ends', () => {
    const place = newPlace()
    const line = (id: number, method: string, params: object) => JSON.stringify({ jsonrpc: '2.0', id, method, params })
    const lines = [
      line(1, 'initialize', {
        protocolVersion: '2025-11-25',
        capabilities: {},
        clientInfo: { name: 't', version: '1' },
      }),
      JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }),
      line(2, 'tools/call', { name: 'create_task', arguments: { title: 'One' } }),
      line(3, 'tools/call', { name: 'list_tasks', arguments: {} }),
    ]
    const ran = spawnSync(process.execPath, [cli, 'mcp'], {
      cwd: place.project,
      env: place.env,
      input: `${lines.join('\n')}\n`,
      encoding: 'utf8',
    })
    const answers = ran.stdout
      .trim()
      .split('\n')
      .map(text => JSON.parse(text))
    expect(answers.map(answer => answer.id).sort()).toEqual([1, 2, 3])
    expect(answers.every(answer => answer.jsonrpc === '2.0')).toBe(true)
    expect(ran).toMatchObject({ status: 0, stderr: '' })
  })
})

describe('the tools', () => {
  it('are these, each with title, description, schemas and all four hints', async () => {
    const client = await McpClient.start(newPlace())
    const tools = (await client.request('tools/list')).result?.tools as Listed[]
    expect(tools.map(tool => tool.name).sort()).toEqual(TOOLS)
    for (const tool of tools) {
      expect(tool.title, tool.name).toBeTruthy()
      expect(tool.description.length, tool.name).toBeLessThan(500)
      expect(tool.inputSchema.type, tool.name).toBe('object')
      expect(tool.outputSchema.type, tool.name).toBe('object')
      for (const [name, schema] of Object.entries(tool.inputSchema.properties))
        expect(schema.description, `${tool.name}.${name}`).toBeTruthy()
      for (const hint of ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'])
        expect(typeof tool.annotations[hint], `${tool.name} ${hint}`).toBe('boolean')
      expect(tool.annotations, tool.name).toMatchObject({ destructiveHint: false, openWorldHint: false })
    }
  })

  it.each<[string, string[], string[]]>([
    ['workflow_state_save', ['project_path', 'state', 'trigger'], ['project_path', 'state']],
    ['workflow_state_load', ['project_path', 'max_age_hours'], ['project_path']],
    ['workflow_state_update', ['project_path', 'updates'], ['project_path', 'updates']],
    ['skill_instructions_get', ['skill_name', 'sections'], ['skill_name']],
    ['list_tasks', ['status', 'limit'], []],
    ['create_task', ['title', 'type', 'project', 'priority', 'body', 'parent', 'status'], ['title']],
    ['update_task', ['id', 'body', 'status', 'depends_on'], ['id']],
    ['store_memory', ['content', 'tags', 'metadata'], ['content']],
  ])('%s takes the arguments its callers were told of', async (name, named, required) => {
    const client = await McpClient.start(newPlace())
    const tools = (await client.request('tools/list')).result?.tools as Listed[]
    const { properties, required: needed = [] } = tools.find(tool => tool.name === name)!.inputSchema
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(named))
    expect(needed).toEqual(required)
  })
})

describe('the prompts', () => {
  it('are the commands of the pack, with what follows the command', async () => {
    const client = await McpClient.start(newPlace())
    const prompts = (await client.request('prompts/list')).result?.prompts as { name: string; description: string }[]
    expect(prompts.map(prompt => prompt.name)).toEqual(['handoff', 'dump', 'pull'])
    for (const { name, description } of prompts) {
      const { data } = readFrontmatter(readFileSync(path.join(root, 'commands', `${name}.md`), 'utf8'))
      expect(description).toBe(data.description)
    }
    const { result } = await client.request('prompts/get', { name: 'dump', arguments: { input: 'out of time' } })
    const { text } = (result!.messages as { content: { text: string } }[])[0]!.content
    expect(text).toMatch(/^# \/dump/)
    expect(text).toMatch(/Input: out of time$/)
  })
})
