import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Model, type ModelRequest, startModel } from '../../scripts/record/model.ts'
import type { Sandbox } from '../../scripts/record/sandbox.ts'
import type { Heard } from '../../scripts/record/wires/wire.ts'
import { drivers } from './drivers.ts'
import { CLI, projectSandbox, scripted, serverOf } from './support.ts'

const TITLE = 'Document the limit in the README'
const CHECKPOINT = 'DUMP checkpoint: the limiter is committed, the handler is half done'
const LEARNING = 'The export limiter keeps its counters in memory, per process.'
const GOAL = 'Rate limiter for the export endpoint'

/** The id that the server gave to the task, read off what it answered. */
const createdId = ({ said }: Heard): string => /"id": ?"([^"]+)"/.exec(said)?.[1] ?? 'none'

describe.each(drivers)('$agent: the MCP server', driver => {
  describe.skipIf(!driver.program())('in the real client', () => {
    let box: Sandbox
    let model: Model
    let last: ModelRequest

    const midstride = (...args: string[]) =>
      execFileSync(process.execPath, [CLI, ...args], { cwd: box.project, env: box.env, encoding: 'utf8' })

    beforeAll(async () => {
      box = projectSandbox(driver.agent)
      driver.serve(box, serverOf(box))
      model = await startModel(
        driver.wire,
        scripted([
          driver.call('create_task', { title: TITLE, type: 'task', priority: 2 }),
          driver.call('update_task', (heard: Heard) => ({ id: createdId(heard), body: CHECKPOINT })),
          driver.call('store_memory', { content: LEARNING, tags: ['dump', 'handover'] }),
          driver.call('workflow_state_save', {
            project_path: box.project,
            state: { format_version: '3.0', goals: { ultimate: GOAL } },
            trigger: 'checkpoint',
          }),
          driver.call('workflow_state_load', { project_path: box.project, max_age_hours: 24 }),
        ]),
      )
      driver.configure(box, model)
      const talk = await driver.open(box, model)
      await talk.say('Save where we are.')
      await talk.close()
      last = model.requests.findLast(({ tools }) => tools.length > 0)!
    })
    afterAll(async () => {
      await model.close()
      box.remove()
    })

    it('has its answers in the next request', () => {
      expect(last.said).toContain(TITLE)
      expect(last.said).toMatch(/"revision": ?1\b/)
      expect(last.said).toContain(GOAL)
    })

    it('did what it was asked to', () => {
      expect(midstride('load', '--json')).toContain(GOAL)
      const [task] = JSON.parse(midstride('task', 'list', '--json')) as { id: string; title: string }[]
      expect(task?.title).toBe(TITLE)
      expect(midstride('task', 'show', task!.id)).toContain(CHECKPOINT)
      expect(midstride('memory', 'search', 'limiter')).toContain(LEARNING)
    })
  })
})
