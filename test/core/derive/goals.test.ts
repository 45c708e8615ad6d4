import { describe, expect, it } from 'vitest'
import { goalFacts, goals } from '../../../src/core/derive/goals.ts'
import { at, say, session } from '../../support/session.ts'

const factsOf = (...texts: string[]) => goalFacts(session({ messages: texts.map((text, minute) => say(text, minute)) }))

describe('the goal', () => {
  it('is the first message that asks for something', () => {
    expect(factsOf('hi', 'continue', '3', 'Build a CSV importer', 'and test it').ultimate).toBe('Build a CSV importer')
  })

  it('is that of a command with arguments, not of a bare command', () => {
    const messages = [
      say('/clear', 0, { kind: 'command' }),
      say('/plan build the importer', 1, { kind: 'command' }),
      say('git log', 2, { kind: 'shell' }),
    ]
    expect(goalFacts(session({ messages })).ultimate).toBe('/plan build the importer')
  })

  it.each([
    ['Change of plans: build an exporter'],
    ['New goal: ship the docs first'],
    ['Actually, forget about that, write the exporter'],
    ["ok, let's scrap the whole plan and port it to Rust"],
    ['never mind all that, look at the failing deploy'],
    ['The goal has changed: we need an exporter now'],
    ["Let's do the exporter instead"],
  ])('gives way to %j', text => {
    const { ultimate, superseded } = factsOf('Build a CSV importer', text)
    expect(ultimate).toBe(text)
    expect(superseded).toEqual([{ was: 'Build a CSV importer', superseded_by: text, at: at(1) }])
  })

  it('waits for the next message when the old one is only dropped', () => {
    const { ultimate, superseded } = factsOf('Build a CSV importer', 'forget that', 'Write the exporter')
    expect(ultimate).toBe('Write the exporter')
    expect(superseded.map(entry => entry.superseded_by)).toEqual(['Write the exporter'])
  })

  it.each([
    ['use streams instead of buffers'],
    ["don't forget that the file may be empty"],
    ['we should change the plan document, step 3 is wrong'],
    ['add a new task for the docs'],
    ['the goal is clear, go on'],
    ['forget that last commit, it was mine'],
  ])('stays through %j', text => {
    expect(factsOf('Build a CSV importer', text).superseded).toEqual([])
  })
})

describe('the task in hand', () => {
  const messages = [say('Build a CSV importer', 0), say('now write the tests', 5), say('great, thanks', 6)]

  it('is the todo in progress, with its phase', () => {
    const todos = [
      { id: '1', content: 'Phase 2: parse rows', activeForm: null, status: 'in_progress' as const, ref: 't' },
    ]
    const found = goals(session({ messages, todos }), { ultimate: null, superseded: [] })
    expect(found).toMatchObject({ main_task: 'Phase 2: parse rows', current_phase: 'Phase 2' })
  })

  it('is what the user asked for last when no todo is in progress', () => {
    expect(goals(session({ messages }), { ultimate: null, superseded: [] }).main_task).toBe('now write the tests')
  })
})
