import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { readSession } from '../../src/app/read-session.ts'
import type { Session } from '../../src/core/types.ts'
import gemini from '../../src/extractors/gemini.ts'
import opencode from '../../src/extractors/opencode.ts'
import validate from '../../src/generated/validators/session.js'
import { readRecordings } from '../support/recordings.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'midstride-documents-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (value: unknown, name = 'session.json'): Promise<Session> => {
  const file = path.join(folder, name)
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
  return readSession(file)
}

const time = { created: 1795183611000, completed: 1795183612000 }
const info = {
  id: 'ses_abc',
  slug: 'x',
  directory: '/home/dev/app',
  version: '1.18.33',
  time: { created: 1795183610000, updated: 1795183613000 },
}
const user = (parts: unknown[], created = 1795183613000) => ({
  info: { role: 'user', id: 'msg_u', time: { created } },
  parts,
})
const text = (words: string, more = {}) => ({ type: 'text', text: words, ...more })
const tool = (name: string, state: object) => ({
  info: { role: 'assistant', id: 'msg_a', time, path: { cwd: '/home/dev/app' } },
  parts: [{ type: 'tool', id: 'prt_1', tool: name, state }],
})
const exported = (...messages: unknown[]) => read({ info, messages: [user([text('go')], 1795183610500), ...messages] })

describe('OpenCode: who is human', () => {
  it.each([
    ['a text part', user([text('fix it')]), ['go', 'fix it']],
    ['an injected part beside it', user([text('fix it'), text('file content', { synthetic: true })]), ['go', 'fix it']],
    ['only injected parts', user([text('continue', { synthetic: true })]), ['go']],
    [
      'a message that is only a subtask',
      user([{ type: 'subtask', prompt: 'p', description: 'd', agent: 'general' }]),
      ['go'],
    ],
  ])('%s', async (_, message, texts) => {
    expect((await exported(message)).messages.map(each => each.text)).toEqual(texts)
  })

  it('takes what was typed while the agent worked as steering', async () => {
    const session = await exported(
      tool('read', { status: 'completed', input: { filePath: '/home/dev/app/a.ts' } }),
      user([text('use b')], 1795183611500),
    )
    expect(session.messages.at(-1)).toMatchObject({ kind: 'steering', text: 'use b' })
  })

  it('keeps the words of a refusal, and calls it no failure of the tool', async () => {
    const error =
      'The user rejected permission to use this specific tool call with the following feedback: ask the owner first'
    const session = await exported(tool('edit', { status: 'error', input: { filePath: '/home/dev/app/a.ts' }, error }))
    expect(session.messages.at(-1)).toMatchObject({ kind: 'steering', text: 'ask the owner first', correction: true })
    expect(session.errors).toMatchObject([{ kind: 'denied', tool: 'edit' }])
    expect(session.files).toEqual([])
  })
})

describe('OpenCode: what happened', () => {
  it('takes a completed command with an exit code for a failed one', async () => {
    const session = await exported(
      tool('bash', { status: 'completed', input: { command: 'npm run build' }, output: 'boom', metadata: { exit: 2 } }),
    )
    expect(session.commands).toMatchObject([{ command: 'npm run build', kind: 'build', ok: false, exitCode: 2 }])
  })

  it('reads files out of a patch', async () => {
    const patchText = '*** Begin Patch\n*** Add File: src/new.ts\n+a\n*** Delete File: src/old.ts\n*** End Patch'
    const session = await exported(tool('apply_patch', { status: 'completed', input: { patchText } }))
    expect(session.files.map(file => [file.path, file.actions])).toEqual([
      ['/home/dev/app/src/new.ts', ['write']],
      ['/home/dev/app/src/old.ts', ['delete']],
    ])
  })

  it('counts record and part types it does not know', async () => {
    const session = await exported(user([text('x'), { type: 'hologram' }]), { info: { role: 'oracle' }, parts: [] })
    expect(session.unknown).toEqual({ 'part/hologram': 1, 'message/oracle': 1 })
  })
})

const header = {
  sessionId: 'abc',
  projectHash: 'f00',
  startTime: '2026-01-10T02:00:00.000Z',
  lastUpdated: '2026-01-10T02:10:00.000Z',
}
const said = (words: string, id = words) => ({
  id,
  timestamp: '2026-01-10T02:01:00.000Z',
  type: 'user',
  content: [{ text: words }],
})
const called = (call: object) => ({
  id: 'g',
  timestamp: '2026-01-10T02:02:00.000Z',
  type: 'gemini',
  content: '',
  toolCalls: [{ id: 'c', ...call }],
})
const response = (output: string) => [{ functionResponse: { response: { output } } }]

describe('Gemini CLI: who is human', () => {
  it.each([
    ['a prompt', 'write it', ['write it']],
    ['a hook put something in front', '<hook_context>recovery</hook_context>\n\nwrite it', ['write it']],
    [
      'the opening context',
      '<session_context>\n- **Workspace Directories:**\n  - /home/dev/app\n</session_context>',
      [],
    ],
    ['the harness asks to go on', 'System: Please continue.', []],
  ])('%s', async (_, words, texts) => {
    const session = await read({ ...header, messages: [said('go'), said(words)] })
    expect(session.messages.map(each => each.text)).toEqual(['go', ...texts])
  })
})

describe('Gemini CLI: what happened', () => {
  it('finds the exit code inside the output', async () => {
    const call = called({
      name: 'run_shell_command',
      status: 'success',
      args: { command: 'npm test' },
      result: response(
        'Command: npm test\nDirectory: (root)\nOutput: 1 failing\nError: (none)\nExit Code: 1\nSignal: (none)',
      ),
    })
    expect((await read({ ...header, messages: [said('go'), call] })).commands).toMatchObject([
      { ok: false, exitCode: 1 },
    ])
  })

  it('learns the directory from a write, so that every path is absolute', async () => {
    const reading = {
      ...called({ name: 'read_file', status: 'success', args: { file_path: 'a.txt' }, result: response('x') }),
      id: 'r',
    }
    const writing = called({
      name: 'write_file',
      status: 'success',
      args: { file_path: 'a.txt' },
      result: response('Successfully overwrote file: /home/dev/app/a.txt.'),
    })
    const session = await read({ ...header, messages: [said('go'), reading, writing] })
    expect(session.cwd).toBe('/home/dev/app')
    expect(session.files).toMatchObject([{ path: '/home/dev/app/a.txt', actions: ['read', 'write'] }])
  })

  it('reads JSONL: a message written again replaces itself, a patch adds, a cut line waits for the next read', async () => {
    const first = { ...said('go'), content: [{ text: 'first wording' }] }
    const lines = [
      header,
      first,
      said('go'),
      { $set: { lastUpdated: '2026-01-10T03:00:00.000Z', messages: [said('more')] } },
    ].map(line => JSON.stringify(line))
    const whole = `${lines.join('\n')}\n`
    const session = await read(`${whole}{"id":"half","type":"us`, 'session.jsonl')
    expect(session.messages.map(each => each.text)).toEqual(['go', 'more'])
    expect(session.endedAt).toBe('2026-01-10T03:00:00.000Z')
    expect(session.nextOffset).toBe(whole.length)
    expect(session.warnings).toEqual(['line 5: incomplete last line, left for the next read'])
  })
})

describe.each([
  ['opencode', opencode],
  ['gemini', gemini],
])('any bytes to the reader of %s', (agent, extractor) => {
  const transcript = readRecordings().find(recording => recording.agent === agent)!.transcript
  const bytes = readFileSync(transcript)
  const feed = (input: Buffer): Session => {
    const reader = extractor.start({ name: 'fuzz' })
    reader.line(input, { line: 1, offset: 0 })
    return reader.finish()
  }

  it('give a valid Session, cut anywhere', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length), length => {
        expect(validate({ ...feed(bytes.subarray(0, length)), records: 0, bytes: 0, nextOffset: 0 })).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('give a valid Session when values have the wrong type', () => {
    const values = JSON.stringify(bytes.toString('utf8')).length
    fc.assert(
      fc.property(fc.nat(values), fc.constantFrom('null', '7', '[]', '{}', '"x"', 'true'), (at, value) => {
        const source = bytes.toString('utf8')
        const start = source.indexOf('":', at % source.length)
        const end = source.indexOf(',"', start)
        const broken = start < 0 || end < 0 ? source : source.slice(0, start + 2) + value + source.slice(end)
        expect(validate({ ...feed(Buffer.from(broken)), records: 0, bytes: 0, nextOffset: 0 })).toBe(true)
      }),
      { numRuns: 120 },
    )
  })
})
