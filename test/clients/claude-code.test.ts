import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chat, claudeProgram, trustProject } from '../../scripts/record/clients/claude-code.ts'
import { type Model, startModel } from '../../scripts/record/model.ts'
import type { Sandbox } from '../../scripts/record/sandbox.ts'
import { anthropic } from '../../scripts/record/wires/anthropic.ts'
import { CLI, commands, copy, isGuarded, projectSandbox, root, scripted, serverOf, squeezed } from './support.ts'
import { type WrittenCall, writtenCalls } from './written-calls.ts'

/** Every prompt of the pack that may write out calls. */
const promptFiles = ['commands', 'workflows', 'skills'].flatMap(folder =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => path.join(folder, name))
    .map(file => ({ file, text: readFileSync(path.join(root, file), 'utf8') })),
)

function newTask(box: Sandbox, title: string): string {
  const args = [CLI, 'task', 'create', title, '--json']
  return JSON.parse(execFileSync(process.execPath, args, { cwd: box.project, env: box.env, encoding: 'utf8' })).id
}

/** What a model would write: an id for an id, a path for a path, the first of several choices. */
function fillBlank(blank: string, key: string, known: { task: string; bug: string; project: string }): unknown {
  if (key === 'depends_on') return known.bug
  if (/^(id|parent|task_id)$/.test(key)) return known.task
  if (blank === '<mode>') return 'manual'
  if (blank === '<all of it>') return { goals: { ultimate: 'Rate limiter for the export endpoint' } }
  if (key === 'project_path') return known.project
  return blank.replace(/^<|>$/g, '').split(' | ')[0]!.trim()
}

const REASON = 'production incident on the export endpoint'

describe.skipIf(!claudeProgram())('Claude Code: commands that were merely copied', () => {
  let box: Sandbox
  let model: Model

  beforeAll(async () => {
    box = projectSandbox('commands')
    copy(box, 'commands', '.claude/commands')
    copy(box, 'skills', '.claude/skills')
    box.put('.mcp.json', { mcpServers: { midstride: serverOf(box) } })
    trustProject(box)
    model = await startModel(anthropic, scripted([]))
    const talk = chat(box, model)
    for (const { name } of commands) await talk.turn(`/${name} ${REASON}`)
    await talk.close()
  })
  afterAll(async () => {
    await model.close()
    box.remove()
  })

  const requestOf = (name: string) =>
    model.requests.find(request => request.lastUser.includes(`<command-name>/${name}<`))!

  describe.each(commands)('/$name', ({ name, body, tools }) => {
    it('reaches the model whole, with the words given to it', () => {
      const said = squeezed(requestOf(name).lastUser)
      expect(said).toContain(squeezed(body))
      expect(said).toContain(REASON)
    })

    it('names only tools that are offered here, or says what to do without them', () => {
      const named = [...new Set([...tools.filter(tool => body.includes(tool)), ...(body.match(/\bmcp__\w+/g) ?? [])])]
      const missing = named.filter(tool => !requestOf(name).tools.includes(tool))
      expect(missing.filter(tool => !isGuarded(body, tool))).toEqual([])
    })
  })
})

describe.skipIf(!claudeProgram())('Claude Code: the calls that the prompts write out', () => {
  let box: Sandbox
  let model: Model
  let calls: WrittenCall[]
  let results: { is_error?: boolean; content: unknown }[]

  beforeAll(async () => {
    box = projectSandbox('calls')
    box.put('.mcp.json', { mcpServers: { midstride: serverOf(box) } })
    trustProject(box)
    const bug = newTask(box, 'Bug in the tooling')
    calls = promptFiles.flatMap(({ file, text }) => {
      const known = { task: newTask(box, `Work on ${file}`), bug, project: box.project }
      return writtenCalls(file, text, (blank, key) => fillBlank(blank, key, known))
    })
    model = await startModel(
      anthropic,
      scripted(calls.map(({ tool, input }) => ({ name: `mcp__midstride__${tool}`, input }))),
    )
    const talk = chat(box, model)
    await talk.turn('Make the calls.')
    await talk.close()
    const messages = model.requests.at(-1)!.body.messages as { content: { type: string }[] | string }[]
    results = messages
      .flatMap(({ content }) => (typeof content === 'string' ? [] : content))
      .filter(block => block.type === 'tool_result') as unknown as typeof results
  })
  afterAll(async () => {
    await model.close()
    box.remove()
  })

  it('are all accepted by the server, word for word', () => {
    const said = calls.map(({ file, line, tool }, i) => ({ file, line, tool, ...results[i] }))
    expect(said.filter(call => call.is_error)).toEqual([])
    expect(results).toHaveLength(calls.length)
  })
})
