import { describe, expect, it } from 'vitest'
import { decisionFacts } from '../../../src/core/derive/decisions.ts'
import type { SessionDecision } from '../../../src/core/types.ts'
import { at, say, session } from '../../support/session.ts'

const answered = (question: string, answer: string, minute = 1): SessionDecision => ({
  question,
  answer,
  kind: 'question',
  at: at(minute),
  ref: `d${minute}`,
})
const database = answered('Which database should the store use?', 'SQLite (Recommended)')

const factsOf = (decisions: SessionDecision[], ...messages: ReturnType<typeof say>[]) =>
  decisionFacts(session({ decisions, messages: [say('Build a store', 0), ...messages] }))

describe('a binding decision', () => {
  it('is an answered question', () => {
    expect(factsOf([database]).binding).toEqual([
      { decision: 'Which database should the store use? → SQLite', rationale: null, binding: 'SESSION' },
    ])
  })

  it('is an accepted plan, named by its heading', () => {
    const plan: SessionDecision = {
      question: '',
      answer: 'approved',
      kind: 'plan',
      plan: '# Port to Rust\n\n1. …',
      at: at(2),
      ref: 'p',
    }
    expect(factsOf([plan]).binding[0]!.decision).toBe('Plan accepted: Port to Rust')
  })

  it('is no question asked back', () => {
    expect(factsOf([answered('Ready?', 'what about the tests?')]).binding).toEqual([])
  })

  it.each([
    ['Never touch the public API.', 'ABSOLUTE', 'Never touch the public API'],
    ['Please always run the linter before a commit', 'ABSOLUTE', 'Please always run the linter before a commit'],
    ["Don't push without asking me", 'ABSOLUTE', "Don't push without asking me"],
    ["- Let's go with option B", 'SESSION', "Let's go with option B"],
    ['Use pnpm instead of npm.', 'SESSION', 'Use pnpm instead of npm'],
    ['We decided to keep the old names', 'SESSION', 'We decided to keep the old names'],
    ['Keep the body in the same shape', 'SESSION', 'Keep the body in the same shape'],
  ])('is laid down by %j', (text, binding, decision) => {
    expect(factsOf([], say(text, 2)).binding).toEqual([expect.objectContaining({ decision, binding })])
  })

  it('that ends in a standing order is two', () => {
    const { binding } = factsOf([], say('No. Use a sliding window instead, and never round down.', 2))
    expect(binding.map(({ decision, binding }) => [decision, binding])).toEqual([
      ['Use a sliding window instead', 'SESSION'],
      ['never round down', 'ABSOLUTE'],
    ])
  })

  it('carries the reason the user gave', () => {
    const { binding } = factsOf([], say('Never use floats here because they lose cents.', 2))
    expect(binding[0]!.rationale).toBe('they lose cents')
  })

  it.each([
    ['use the browser to look at it'],
    ['should we never retry?'],
    ["don't worry about the docs"],
    ["don't you think so?"],
    ['the tests never finish'],
    ['> Always quote this'],
    ['```\nNever run this\n```'],
    ['keep going'],
  ])('is not laid down by %j', text => {
    expect(factsOf([], say(text, 2)).binding).toEqual([])
  })
})

describe('a decision is no longer shown as current', () => {
  it('when the same question is answered again', () => {
    const { binding, superseded } = factsOf([database, answered(database.question, 'PostgreSQL', 5)])
    expect(binding.map(entry => entry.decision)).toEqual(['Which database should the store use? → PostgreSQL'])
    expect(superseded).toEqual([
      {
        was: 'Which database should the store use? → SQLite',
        superseded_by: 'Which database should the store use? → PostgreSQL',
        at: at(5),
      },
    ])
  })

  it.each([
    ['Use PostgreSQL instead of SQLite.'],
    ['we should switch from SQLite to PostgreSQL'],
    ["no, don't use SQLite"],
    ['drop sqlite, it cannot do this'],
    ['Actually, take PostgreSQL as the database'],
    ['Actually use PostgreSQL'],
    ['on second thought, go with PostgreSQL'],
  ])('after %j', text => {
    const { binding, superseded } = factsOf([database], say(text, 3))
    expect(binding.map(entry => entry.decision).join()).not.toMatch(/→ SQLite/)
    expect(superseded).toEqual([
      expect.objectContaining({ was: 'Which database should the store use? → SQLite', superseded_by: text }),
    ])
  })

  it('when a message decides otherwise', () => {
    const { binding } = factsOf(
      [],
      say("Let's use tabs for indentation", 1),
      say("Actually let's use spaces for indentation", 4),
    )
    expect(binding.map(entry => entry.decision)).toEqual(["Actually let's use spaces for indentation"])
  })
})

describe('a decision stays', () => {
  it.each([
    ['use streams instead', { correction: true }],
    ['add an index to the SQLite file', {}],
    ['write the tests instead of talking', {}],
    ['no', { correction: true }],
    ['for the website I actually prefer the first one, use it', {}],
    ['```\nWhat should the database do instead? use it\n```', {}],
  ])('through %j', (text, change) => {
    expect(factsOf([database], say(text, 9, change)).superseded).toEqual([])
  })

  it('when it was taken after the message', () => {
    expect(factsOf([answered('Which database?', 'SQLite', 5)], say('not SQLite, please', 2)).binding).toContainEqual(
      expect.objectContaining({ decision: 'Which database? → SQLite' }),
    )
  })
})
