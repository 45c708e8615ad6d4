import { describe, expect } from 'vitest'
import { readSession } from '../../src/app/read-session.ts'
import { eachShared } from '../support/shared.ts'

describe('real chats of Gemini leave nothing unknown', () => {
  eachShared('fixtures/transcripts/gemini', '.json', async file => {
    const session = await readSession(file)
    expect(session.agent).toBe('gemini')
    expect(session.unknown).toEqual({})
    expect(session.messages.length).toBeGreaterThan(0)
  })
})
