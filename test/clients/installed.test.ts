import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Model, type ModelRequest, startModel } from '../../scripts/record/model.ts'
import type { Sandbox } from '../../scripts/record/sandbox.ts'
import type { State } from '../../src/core/types.ts'
import { registry as extractors } from '../../src/extractors/_registry.ts'
import { type Conversation, drivers } from './drivers.ts'
import { aside, installPackage, isSummary, projectSandbox, scripted } from './support.ts'

const GOAL = 'Document the export limit in the README: 10 per minute and account.'
const TODO = 'Describe the limit under Endpoint'
const LEARNING = 'The export limiter keeps its counters in memory, per process.'
const HALT = `## Framework Reflection

**Prompts**: "Document the limit"
**Guidance received**: N/A
**Followed**: Yes
**Outcome**: partial
**Accomplishments**: README begun
**Friction points**: the day is over
**Root cause** (if not success): out of time
**Proposed changes**: none
**Next step**: README.md, section Endpoint

---
DUMP COMPLETE. Work paused at checkpoint.

To resume: \`/pull t-none\` or claim the follow-up tasks created above.
---`
/** Gemini CLI gets it under headings, the others in tags. */
const BLOCK = 'workflow-recovery'

interface Loaded {
  trigger: string
  session: string
  state: State
}

const cases = drivers.flatMap(driver =>
  (['project', 'user'] as const).map(scope => ({ agent: driver.agent, scope, driver })),
)

describe.each(cases)('$agent after `midstride init --scope $scope`', ({ driver, scope }) => {
  const ready = driver.program() && extractors.some(extractor => extractor.agent === driver.agent)

  describe.skipIf(!ready)('in the real client', () => {
    let box: Sandbox
    let model: Model
    let cli: string
    let saved: Loaded
    let handedOn: Loaded
    let compacted: ModelRequest
    let continued: ModelRequest

    const midstride = (...args: string[]) =>
      execFileSync(process.execPath, [cli, ...args], {
        cwd: box.project,
        env: box.env,
        encoding: 'utf8',
        stdio: 'pipe',
      })
    /** What the last request of the conversation holds; its client's prompts are not ours to print. */
    const last = (): ModelRequest => model.requests.findLast(({ tools }) => tools.length > 0)!
    const lacks = (request: ModelRequest | undefined, ...wanted: string[]): string[] =>
      wanted.filter(text => !`${request?.said}${request?.system}`.includes(text))

    beforeAll(async () => {
      box = projectSandbox(driver.agent)
      box.env.MIDSTRIDE_AFTER_DUMP = 'deny'
      cli = installPackage(scope === 'project' ? box.project : path.join(box.home, '.npm-global/lib'))
      const readme = path.join(box.project, 'README.md')
      const work = [
        driver.todo(TODO),
        driver.edit(readme, "Serves an account's rows as CSV.", 'Serves the rows of an account as CSV.'),
        driver.call('store_memory', { content: LEARNING, tags: ['export'] }),
      ]
      let script = scripted(work, aside)
      model = await startModel(driver.wire, request => script(request))
      driver.configure(box, model)
      midstride('init', '--agent', driver.agent, '--scope', scope, '--yes')

      let talk: Conversation = await driver.open(box, model)
      await talk.say(GOAL)
      if (talk.compact) {
        await talk.compact()
        await talk.say('What is left?')
        compacted = last()
      }
      await talk.close()
      saved = JSON.parse(midstride('load', '--json'))

      talk = await driver.open(box, model)
      await talk.say('continue')
      continued = last()
      await talk.close()
      handedOn = JSON.parse(midstride('load', '--json'))

      talk = await driver.open(box, model)
      script = scripted([HALT], aside)
      await talk.command('dump', 'the day is over')
      script = scripted([driver.edit(readme, '# exporter', '# Exporter')], aside)
      await talk.say('One more thing: write the title with a capital.')
      await talk.close()
    })
    afterAll(async () => {
      await model.close()
      box.remove()
    })

    it('works: edits a file, and calls the server', () => {
      expect(readFileSync(path.join(box.project, 'README.md'), 'utf8')).toContain('Serves the rows of an account')
      expect(midstride('memory', 'search', 'limiter')).toContain(LEARNING)
    })

    it.skipIf(driver.recoversIn !== 'next')('has the recovery block in the request after a compaction', () => {
      expect(lacks(compacted, BLOCK, TODO)).toEqual([])
    })

    it.skipIf(driver.recoversIn !== 'summary')('has the recovery block in the request for the summary', () => {
      expect(lacks(model.requests.find(isSummary), BLOCK, TODO)).toEqual([])
    })

    it('has saved the state by itself when the session ended', () => {
      expect(saved.trigger).toBe('auto')
      expect(saved.state.goals.ultimate).toBe(GOAL)
      expect(saved.state.todos.explicit.map(todo => todo.content)).toEqual([TODO])
    })

    it('takes the work up in the next session when the user says "continue"', () => {
      expect(lacks(continued, BLOCK, TODO)).toEqual([])
      expect(continued.said).not.toContain(`&lt;${BLOCK}`)
    })

    it('hands on what it took up, in its own name', () => {
      expect(handedOn.session).not.toBe(saved.session)
      expect(handedOn.state.goals.ultimate).toBe(GOAL)
      expect(handedOn.state.todos.explicit.map(todo => todo.content)).toEqual([TODO])
    })

    it('still knows its commands', () => {
      expect(model.requests.some(({ said }) => said.includes('# /dump - Emergency Work Handover'))).toBe(true)
    })

    it('is refused a change after a dump where that was asked for, and told why', () => {
      expect(readFileSync(path.join(box.project, 'README.md'), 'utf8')).toMatch(/^# exporter/)
      expect(lacks(last(), 'ended with a halt block')).toEqual([])
    })

    it('leaves nothing behind when it is uninstalled', () => {
      midstride('uninstall', '--yes', '--scope', scope)
      expect(box.git('status', '--short', '--untracked-files=all').trim()).toBe('M README.md')
    })
  })
})
