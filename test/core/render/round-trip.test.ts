import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { derive } from '../../../src/core/derive/derive.ts'
import { findSlots, parseDocument } from '../../../src/core/document.ts'
import { loadParser, type ParseMarkdown, type ParserName } from '../../../src/core/markdown.ts'
import { parse } from '../../../src/core/parse.ts'
import { render } from '../../../src/core/render/render.ts'
import { handoffSections, headingText } from '../../../src/core/sections.ts'
import { validateState } from '../../../src/core/state/validate.ts'
import type { Session, State } from '../../../src/core/types.ts'
import { anySession, hostile } from '../../support/hostile.ts'
import { at } from '../../support/session.ts'

const context = { mode: 'manual', now: at(90), transcript: '/t/session.jsonl' } as const
const EXPECTED = handoffSections.sections.map(section => `${section.level} ${headingText(section)}`)
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/

/** A state whose strings are hostile too, as one from another writer could be. */
function poison(state: State, words: string): State {
  return {
    ...state,
    identity: { ...state.identity, persona: words },
    goals: { ...state.goals, current_phase: words },
    todos: { ...state.todos, implicit: [words || 'x'], blockers: [words || 'x'] },
    decisions: { ...state.decisions, technical: [{ decision: words || 'x', rationale: words }] },
    skill_stack: state.skill_stack.map(frame => ({
      ...frame,
      phase: words,
      constraints: { forbidden: [words || 'x'], required: [words || 'x'] },
    })),
  }
}

describe.each<ParserName>(['satteri', 'remark'])('a handoff of any session, read with %s', name => {
  let parser: ParseMarkdown
  beforeAll(async () => {
    parser = await loadParser(name)
  })
  const runs = name === 'satteri' ? 300 : 60

  const wellFormed = (state: State): void => {
    const text = render(state)
    const document = parseDocument(text, parser)
    const numbered = document.sections.filter(section => section.id !== null)
    expect(
      numbered.map(
        section => `${section.depth} ${text.slice(section.heading.start, section.heading.end).replace(/^#+ /, '')}`,
      ),
    ).toEqual(EXPECTED)
    expect(document.kind).toBe('handoff')
    expect(document.fences.every(fence => fence.closed)).toBe(true)
    expect(text).not.toMatch(HIDDEN)
    const parsed = parse(document)
    expect(parsed.issues).toEqual([])
    expect(parsed.state).toEqual(state)
  }

  it('has exactly the sections of the catalogue and gives the same state back', () => {
    fc.assert(
      fc.property(anySession, session => wellFormed(derive(session, context))),
      { numRuns: runs },
    )
  })

  it('stays well-formed when judgement is hostile', () => {
    fc.assert(
      fc.property(anySession, hostile, (session, words) => {
        const state = poison(derive(session, context), words)
        const text = render(state)
        const document = parseDocument(text, parser)
        const found = document.sections.filter(section => section.id !== null).map(section => section.id)
        expect(found).toEqual(handoffSections.sections.map(section => section.id))
        expect(text).not.toMatch(HIDDEN)
      }),
      { numRuns: runs },
    )
  })
})

describe('a derived state', () => {
  it('passes the schema, whatever the session holds', () => {
    fc.assert(
      fc.property(anySession, session => {
        expect(validateState(derive(session, context))).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('is the same the second time', () => {
    fc.assert(
      fc.property(anySession, session => {
        expect(derive(session, context)).toEqual(derive(structuredClone(session), context))
      }),
      { numRuns: 50 },
    )
  })

  it('asks the same questions, whatever comments the data holds', () => {
    const questions = (session: Session) => findSlots(render(derive(session, context))).map(slot => slot.question)
    fc.assert(
      fc.property(anySession, session => {
        expect(questions(session)).not.toContain('what now?')
      }),
      { numRuns: 200 },
    )
  })
})
