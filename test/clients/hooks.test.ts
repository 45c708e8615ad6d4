import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Model, type ModelRequest, startModel } from '../../scripts/record/model.ts'
import type { Sandbox } from '../../scripts/record/sandbox.ts'
import type { Reply } from '../../scripts/record/wires/wire.ts'
import type { State } from '../../src/core/types.ts'
import { registry as extractors } from '../../src/extractors/_registry.ts'
import { registry as targets } from '../../src/targets/_registry.ts'
import { type Conversation, type Driver, drivers } from './drivers.ts'
import { CLI, projectSandbox, root, scripted } from './support.ts'

const GOAL = 'Document the export limit in the README: 10 per minute and account.'
const TODO = 'Describe the limit under Endpoint'
const BLOCK = '<workflow-recovery>'

/** Hooks of a client that takes Claude Code's shape, from our own table of where they belong. */
function hookFile(agent: string): [file: string, content: object] {
  const { hooks } = targets.find(target => target.id === agent)!
  const command = (event: string) =>
    `"${process.execPath}" "${path.join(root, 'dist/hooks', `${event}.cjs`)}" --host ${agent}`
  const entries = Object.entries(hooks!.events).map(([event, name]) => [
    name,
    [{ hooks: [{ type: 'command', command: command(event) }] }],
  ])
  return [hooks!.project!, { hooks: Object.fromEntries(entries) }]
}

/** Requests for a summary get one; everything else gets the scripted answers. */
function model(driver: Driver, calls: Parameters<typeof scripted>[0]): Promise<Model> {
  return startModel(
    driver.wire,
    scripted(calls, (request: ModelRequest): Reply | null => {
      const asks = /detailed summary|CONTEXT CHECKPOINT|anchored summar|state_snapshot/i
      if (asks.test(request.lastUser) || request.tools.length === 0)
        return { text: '<summary>The user works on the README.</summary>' }
      return null
    }),
  )
}

const working = drivers.filter(driver => driver.agent !== 'opencode')

describe.each(working)('$agent: hooks', driver => {
  const ready = driver.program() && extractors.some(extractor => extractor.agent === driver.agent)

  describe.skipIf(!ready)('in the real client', () => {
    let box: Sandbox
    let first: Model
    let second: Model
    let saved: { trigger: string; state: State }

    const midstride = (...args: string[]) =>
      execFileSync(process.execPath, [CLI, ...args], { cwd: box.project, env: box.env, encoding: 'utf8' })
    /** What a request lacks; only that, since a client's prompts are not ours to print. */
    const heard = (played: Model, words: string, ...wanted: string[]): string[] => {
      const request = played.requests.find(({ lastUser, said }) => (lastUser + said).includes(words))
      return wanted.filter(text => !`${request?.said}${request?.system}`.includes(text))
    }

    beforeAll(async () => {
      box = projectSandbox(driver.agent)
      box.put(...hookFile(driver.agent))
      const readme = path.join(box.project, 'README.md')
      first = await model(driver, [
        driver.todo(TODO),
        driver.edit(readme, "Serves an account's rows as CSV.", 'Serves the rows of an account as CSV.'),
      ])
      let talk: Conversation = await driver.open(box, first)
      await talk.say(GOAL)
      if (talk.compact) {
        await talk.compact()
        await talk.say('What is left?')
      }
      await talk.close()
      await first.close()
      saved = JSON.parse(midstride('load', '--json'))

      second = await model(driver, [])
      talk = await driver.open(box, second)
      await talk.say('continue')
      await talk.close()
      await second.close()
    })
    afterAll(() => box.remove())

    it('did the work', () => {
      expect(readFileSync(path.join(box.project, 'README.md'), 'utf8')).toContain('Serves the rows of an account')
    })

    it.skipIf(driver.agent === 'gemini')('puts the recovery block into the request after a compaction', () => {
      expect(heard(first, 'What is left?', BLOCK, TODO)).toEqual([])
    })

    it('saves the state when the session ends', () => {
      expect(saved.trigger).toBe('auto')
      expect(saved.state.goals.ultimate).toBe(GOAL)
      expect(saved.state.todos.explicit.map(todo => todo.content)).toEqual([TODO])
    })

    it('takes the work up in the next session when the user says "continue"', () => {
      expect(heard(second, 'continue', BLOCK, TODO)).toEqual([])
    })
  })
})
