import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { git, initGit, newPlace, type Place } from '../support/processes.ts'
import { makeState } from '../support/states.ts'
import { runVerb } from '../support/verbs.ts'

const state = makeState({
  goals: { ultimate: 'ship the importer', main_task: null, current_phase: null },
  session_id: 's1',
  todos: {
    explicit: [
      { id: '1', content: 'Write the parser', status: 'completed' },
      { id: '2', content: 'Wire it up', status: 'in_progress' },
    ],
  },
  subagents: [{ id: 'a1', persona: 'reviewer', task: 'Review the parser', status: 'running' }],
})

const status = (place: Place, ...args: string[]) => runVerb(place, ['status', ...args])

describe('midstride status', () => {
  it('says on one screen what was saved, what changed since and what is open', async () => {
    const place = newPlace()
    initGit(place)
    await runVerb(place, ['save', '-'], { stdin: JSON.stringify(state) })
    await runVerb(place, ['task', 'create', 'Measure it', '--type', 'task'])
    await runVerb(place, ['task', 'create', 'Take over the importer', '--type', 'handoff'])
    writeFileSync(path.join(place.project, 'x.js'), 'x')
    git(place, ['add', '.'])
    git(place, ['commit', '-q', '-m', 'Add x'])
    const { code, out, err } = await status(place)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^Saved {5}revision 1, 1 minute ago, manual, session s1$/m)
    expect(out).toContain('for: ship the importer')
    expect(out).toMatch(/todos: Wire it up$/m)
    expect(out).toContain('in flight: reviewer: Review the parser')
    expect(out).toMatch(/changed since: commit \w+ came since: Add x/)
    expect(out).toMatch(/^Handoffs {2}\S+ · Take over the importer$/m)
    expect(out).toMatch(/^Tasks {5}\S+ · active · Measure it$/m)
    expect(out).toMatch(/^Sessions {2}none$/m)
  })

  it('has little to say of a new project, and says it as JSON too', async () => {
    const place = newPlace()
    expect((await status(place)).out).toMatch(/^Saved {5}nothing yet$/m)
    const { out } = await status(place, '--json')
    expect(JSON.parse(out)).toEqual({
      project: place.project,
      worktree: null,
      saved: null,
      handoffs: [],
      tasks: [],
      sessions: [],
    })
  })

  it('keeps to lines, and to itself what is secret', async () => {
    const place = newPlace()
    const key = `ghp_${'a1B2'.repeat(10)}`
    const hostile = makeState({ goals: { main_task: `a\nSaved ${key}` }, session_id: 's1' })
    await runVerb(place, ['save', '-'], { stdin: JSON.stringify(hostile) })
    const { out } = await status(place)
    expect(out).not.toContain(key)
    expect(out.match(/^Saved/gm)).toHaveLength(1)
  })
})
