import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSession } from '../../src/app/read-session.ts'
import { claudeTranscript, prompt, said, used } from '../support/transcript.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'midstride-read-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const text = (...entries: Record<string, unknown>[]) => claudeTranscript('/home/dev/app', entries)
const todo = (status: string) => used('TodoWrite', { todos: [{ content: 'ship', status, activeForm: 'Shipping' }] })
const agent = used('Task', { description: 'look', prompt: 'look', subagent_type: 'x' })
const words = (session: { messages: { text: string }[] }) => session.messages.map(message => message.text)

describe('reading on from where an earlier read ended', () => {
  const all = [
    prompt('go'),
    ...todo('pending'),
    agent[0]!,
    prompt('more'),
    agent[1]!,
    ...todo('completed'),
    said('Done.'),
  ]
  const lines = text(...all)
  const start = text(...all.slice(0, 4))
  const file = path.join(folder, 'grows.jsonl')

  it('gives exactly the rest; open agents and todos carry over', async () => {
    writeFileSync(file, start)
    const first = await readSession(file)
    expect(first.subagents).toMatchObject([{ description: 'look', status: 'running' }])
    expect(first.todos).toMatchObject([{ content: 'ship', status: 'pending' }])
    appendFileSync(file, lines.slice(start.length))
    const [rest, whole] = [await readSession(file, { since: first.nextOffset }), await readSession(file)]
    expect(words(rest)).toEqual(['more'])
    expect(rest.records).toBe(all.length - 4)
    expect(rest.subagents).toEqual(whole.subagents)
    expect(rest.subagents).toMatchObject([{ description: 'look', status: 'completed' }])
    expect(rest.todos).toEqual(whole.todos)
    expect(rest.lastAssistant).toEqual(whole.lastAssistant)
    expect(rest.nextOffset).toBe(whole.nextOffset)
  })

  it('takes up a line that was cut off before', async () => {
    writeFileSync(file, lines.slice(0, start.length + 40))
    const first = await readSession(file)
    expect(first.nextOffset).toBe(start.length)
    writeFileSync(file, lines)
    const rest = await readSession(file, { since: first.nextOffset })
    expect(words(rest)).toEqual(['more'])
    expect(rest.warnings).toEqual([])
  })

  it('goes on behind a last line without a newline', async () => {
    writeFileSync(file, start.trimEnd())
    const { nextOffset } = await readSession(file)
    writeFileSync(file, lines)
    const rest = await readSession(file, { since: nextOffset })
    expect(words(rest)).toEqual(['more'])
    expect(rest.warnings).toEqual([])
  })

  it.each([
    ['shrank', text(prompt('new')), 'beyond the file'],
    ['was replaced', text(prompt('n'.repeat(start.length))), 'inside a line'],
  ])('reads a file anew that %s', async (_, other, warning) => {
    writeFileSync(file, start)
    const { nextOffset } = await readSession(file)
    writeFileSync(file, other)
    const { messages, warnings, records } = await readSession(file, { since: nextOffset })
    expect(messages).toHaveLength(1)
    expect(records).toBe(1)
    expect(warnings).toEqual([expect.stringContaining(warning)])
  })
})
