import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSession } from '../../src/app/read-session.ts'
import type { UserError } from '../../src/core/errors.ts'
import validate from '../../src/generated/validators/session.js'
import { scenarios, scenariosOf } from '../support/transcripts.ts'

interface Expected {
  /** What the scenario is about. */
  why: string
  options?: Parameters<typeof readSession>[1]
  /** What the session must hold; lists have exactly these entries. */
  session?: Record<string, unknown>
  /** Reading is refused, in one line that holds this. */
  error?: string
}

const agents = readdirSync(scenarios).filter(agent => scenariosOf(agent).length > 0)

describe.each(agents)('scenarios of %s', agent => {
  it.each(scenariosOf(agent))('$name', async ({ folder, transcript }) => {
    const expected: Expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'))
    const reading = readSession(transcript, { allowEmpty: true, ...expected.options })
    if (expected.error !== undefined) {
      const failure = await reading.then(
        () => null,
        (error: UserError) => error,
      )
      expect(failure?.line, expected.why).toContain(expected.error)
      expect(failure?.line).not.toContain('\n')
      return
    }
    const session = await reading
    expect(session, expected.why).toMatchObject(expected.session ?? {})
    expect(validate(session) ? [] : validate.errors).toEqual([])
  })
})
