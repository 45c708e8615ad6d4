import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSession } from '../../../src/app/read-session.ts'
import { derive } from '../../../src/core/derive/derive.ts'
import { render } from '../../../src/core/render/render.ts'
import type { Session } from '../../../src/core/types.ts'
import { anySession } from '../../support/hostile.ts'
import { lintAll } from '../../support/lint.ts'
import { eachShared } from '../../support/shared.ts'

const draft = (session: Session): string => render(derive(session, { mode: 'manual', now: '2030-01-01T00:00:00.000Z' }))

/** What a draft may leave to do: its open slots. */
const rest = (text: string) =>
  lintAll(text)
    .findings.filter(({ ruleId }) => ruleId !== 'judge-slot')
    .map(
      ({ ruleId, unexpected, place }) =>
        `${ruleId}: ${unexpected} @ ${text.slice(place.start, place.end).slice(0, 80)}`,
    )

/** Whatever was said and done, as a host would keep it: ids of its own, absolute paths, times in order. */
function kept(given: Session): Session {
  const id =
    <T>(prefix: string) =>
    (item: T, index: number) => ({ ...item, id: `${prefix}${index}` })
  const file = <T>(item: T, index: number) => ({ ...item, path: `/code/docs/plans/part-${index}.md` })
  const noon = (index: number) => new Date(Date.UTC(2026, 0, 5, 12, index)).toISOString()
  return {
    ...given,
    cwd: '/work',
    messages: given.messages.map((message, index) => ({ ...message, at: noon(index) })),
    todos: given.todos.map(id('t')),
    subagents: given.subagents.map(id('a')),
    files: given.files.map(file),
    planDocs: given.planDocs.map(file),
  }
}

describe('a draft', () => {
  it('leaves nothing to mend but its slots, whatever was said in the session', () => {
    fc.assert(
      fc.property(anySession, session => {
        expect(rest(draft(kept(session)))).toEqual([])
      }),
      { numRuns: 150, seed: 20 },
    )
  })
})

describe('a draft of a real session', () => {
  eachShared('fixtures/transcripts/claude-code', '.jsonl', async file => {
    expect(rest(draft(await readSession(file)))).toEqual([])
  })
})
