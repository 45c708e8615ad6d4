import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chat, claudeProgram, trustProject } from '../../scripts/record/clients/claude-code.ts'
import { type Model, startModel } from '../../scripts/record/model.ts'
import type { Sandbox } from '../../scripts/record/sandbox.ts'
import { anthropic } from '../../scripts/record/wires/anthropic.ts'
import { commands, copy, isGuarded, projectSandbox, scripted, serverOf, squeezed } from './support.ts'

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
