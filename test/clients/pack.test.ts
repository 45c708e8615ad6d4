import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Model, startModel } from '../../scripts/record/model.ts'
import type { Sandbox } from '../../scripts/record/sandbox.ts'
import { drivers } from './drivers.ts'
import { CLI, commands, projectSandbox, scripted, squeezed } from './support.ts'

const REASON = 'production incident on the export endpoint'

/** Headings and steps: what must have arrived for the command to be the command. */
const marks = (text: string): string[] => text.match(/^#{1,4} .+$/gm) ?? []

describe.each(drivers)('$agent: the compiled pack', driver => {
  describe.skipIf(!driver.program())(`in the real client`, () => {
    let box: Sandbox
    let model: Model

    beforeAll(async () => {
      box = projectSandbox(driver.agent)
      const packs = path.join(box.dir, 'packs')
      execFileSync(process.execPath, [CLI, 'build', '--agent', driver.agent, '-o', packs], { env: box.env })
      cpSync(path.join(packs, driver.agent), box.project, { recursive: true })
      model = await startModel(driver.wire, scripted([]))
      driver.configure(box, model)
      const talk = await driver.open(box, model)
      for (const { name } of commands) await talk.command(name, REASON)
      await talk.close()
    })
    afterAll(async () => {
      await model.close()
      box.remove()
    })

    it.each(commands)('/$name reaches the model whole, with the words given to it', ({ body }) => {
      const title = marks(body)[0]!
      const request = model.requests.find(({ said }) => squeezed(said).includes(squeezed(title)))
      const said = squeezed(request?.said ?? '')
      expect(marks(body).filter(mark => !said.includes(squeezed(mark)))).toEqual([])
      expect(said).toContain(REASON)
    })

    it('offers the skill', () => {
      const [request] = model.requests.filter(({ tools }) => tools.length > 0)
      expect(JSON.stringify(request!.body)).toContain('mission-control')
    })
  })
})
