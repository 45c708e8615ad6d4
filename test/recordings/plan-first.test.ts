import { beforeAll, describe, expect, it } from 'vitest'
import { readSession } from '../../src/app/read-session.ts'
import type { Session } from '../../src/core/types.ts'
import { readRecordings, type Troubles } from '../support/recordings.ts'

describe.each(readRecordings<Troubles>('plan-first'))('a troubled session of $agent', ({ transcript, facts }) => {
  let session: Session

  beforeAll(async () => {
    session = await readSession(transcript)
  })

  const said = (kind: string) => session.messages.filter(message => message.kind === kind).map(message => message.text)

  it('holds the command as it was typed', () => expect(said('command')).toEqual([facts.command]))

  it('holds the plan that was accepted, as a decision and not as a message', () => {
    expect(session.decisions).toMatchObject([{ kind: 'plan', answer: 'approved', plan: facts.plan }])
    expect(said('prompt').join()).not.toContain(facts.plan)
    expect(session.planDocs).toHaveLength(1)
  })

  it('takes a refusal for a refusal, and the refused command for one that never ran', () => {
    expect(session.errors).toContainEqual(expect.objectContaining({ kind: 'denied', text: facts.refusal }))
    expect(session.commands.map(each => each.command)).toEqual(['npm test'])
    expect(session.git.pushed).toBe(false)
  })

  it('knows where the user interrupted, and what was meant', () => {
    expect(said('interrupt')).toHaveLength(1)
    const [before, , after] = session.messages.slice(
      session.messages.findIndex(each => each.text === facts.interrupted),
    )
    expect(before?.correction).toBe(false)
    expect(after?.correction).toBe(true)
  })

  it('counts the failure of the service as one that passed', () => {
    const failed = session.errors.filter(error => error.kind === 'api')
    expect(failed).toMatchObject([{ resolved: true, text: expect.stringContaining(facts.failure) }])
  })

  it('goes on in the same session after a restart', () => {
    expect(session.lastAssistant?.text).toBe(facts.lastAssistant)
    expect(session.gitBranch).toBe(facts.branch)
    expect(session.todos.map(({ content, activeForm, status }) => ({ content, activeForm, status }))).toEqual(
      facts.todos,
    )
    expect(session.files.find(file => file.path === facts.editedFile)?.actions).toContain('edit')
  })
})
