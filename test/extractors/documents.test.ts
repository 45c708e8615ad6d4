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

describe('OpenCode: refusals', () => {
  const error =
    'The user rejected permission to use this specific tool call with the following feedback: ask the owner first'

  it.each([
    ['bash', { command: 'git push' }, 'bash: git push'],
    ['task', { description: 'Review', prompt: 'p', subagent_type: 'general' }, 'task: Review'],
    ['edit', { filePath: '/home/dev/app/a.ts' }, 'edit: /home/dev/app/a.ts'],
    ['notes_save', { text: 'x' }, 'notes_save'],
  ])('of %s keeps the words and what they refuse', async (name, input, refused) => {
    const session = await exported(tool(name, { status: 'error', input, error }))
    expect(session.messages.at(-1)).toMatchObject({
      kind: 'steering',
      text: 'ask the owner first',
      correction: true,
      corrects: { call: refused },
    })
    expect(session.errors).toMatchObject([{ kind: 'denied', tool: name }])
    expect({ commands: session.commands, subagents: session.subagents }).toEqual({ commands: [], subagents: [] })
  })

  it('without words, or by a rule, are nobody’s message', async () => {
    for (const text of [
      'The user rejected permission to use this specific tool call.',
      'The user has specified a rule which prevents you from using this specific tool call.',
    ]) {
      const session = await exported(tool('bash', { status: 'error', input: { command: 'x' }, error: text }))
      expect(session.messages.map(message => message.text)).toEqual(['go'])
      expect(session.errors).toMatchObject([{ kind: 'denied' }])
    }
  })
})

describe('OpenCode: parts of every kind', () => {
  const assistant = (parts: unknown[], more: object = {}) => ({
    info: { role: 'assistant', id: 'msg_a', time, path: { cwd: '/home/dev/app' }, ...more },
    parts,
  })

  it.each(['reasoning', 'step-start', 'step-finish', 'file', 'snapshot', 'agent', 'retry', 'compaction'])(
    '%s: known, and no fact',
    async type => {
      const session = await exported(assistant([{ type, text: 'no, stop', reason: 'stop', snapshot: 'x' }]))
      expect(session.unknown).toEqual({})
      expect(session.messages).toHaveLength(1)
      expect(session).toMatchObject({ files: [], commands: [], lastAssistant: null })
    },
  )

  it('takes the last whole todo list', async () => {
    const list = (...todos: object[]) => tool('todowrite', { status: 'completed', input: { todos } })
    const session = await exported(
      list({ content: 'A', status: 'pending', priority: 'high' }),
      list(
        { content: 'A', status: 'completed', priority: 'high' },
        { content: 'B', status: 'in_progress', priority: 'low' },
        { content: 'C', status: 'cancelled', priority: 'low' },
      ),
    )
    expect(session.todos.map(({ content, status }) => `${content} ${status}`)).toEqual([
      'A completed',
      'B in_progress',
      'C cancelled',
    ])
  })

  it('names files of a snapshot that no tool told', async () => {
    const session = await exported(
      assistant([
        {
          type: 'tool',
          id: 'p1',
          tool: 'write',
          state: { status: 'completed', input: { filePath: '/home/dev/app/a' } },
        },
        { type: 'patch', hash: 'x', files: ['/home/dev/app/a', '/home/dev/app/b'] },
      ]),
    )
    expect(session.files.map(file => [file.path, file.actions])).toEqual([
      ['/home/dev/app/a', ['write']],
      ['/home/dev/app/b', ['edit']],
    ])
  })

  it('believes the outcome of a patch over its text', async () => {
    const files = [
      { filePath: '/home/dev/app/a', type: 'add' },
      { filePath: '/home/dev/app/b', type: 'delete' },
      { filePath: '/home/dev/app/c', type: 'move' },
    ]
    const session = await exported(
      tool('apply_patch', { status: 'completed', input: { patchText: '*** Add File: x' }, metadata: { files } }),
    )
    expect(session.files.map(file => file.actions.join())).toEqual(['write', 'delete', 'write'])
  })

  it('knows an interruption, a failure of the service and a summary for what they are', async () => {
    const session = await exported(
      assistant([text('Before.')]),
      assistant([text('## Objective')], { summary: true, mode: 'compaction' }),
      assistant([], { error: { name: 'MessageAbortedError', data: { message: 'aborted' } } }),
      assistant([], { error: { name: 'APIError', data: { message: 'Overloaded' } } }),
    )
    expect(session.messages.map(message => message.kind)).toEqual(['prompt', 'interrupt'])
    expect(session.errors).toMatchObject([{ kind: 'api', text: 'Overloaded' }])
    expect(session.lastAssistant?.text).toBe('Before.')
  })

  it('counts compactions, automatic and by hand', async () => {
    const session = await exported(
      user([{ type: 'compaction', auto: true }]),
      user([{ type: 'compaction', auto: false }]),
    )
    expect(session.compactions.map(one => one.trigger)).toEqual(['auto', 'manual'])
  })

  it.each([
    ['completed', 'completed', 'ok'],
    ['running', 'running', null],
    ['error', 'failed', 'boom'],
  ])('a task that is %s: its agent %s', async (status, expected, result) => {
    const session = await exported(
      tool('task', {
        status,
        input: { description: 'Look', prompt: 'Look around', subagent_type: 'explore' },
        output: status === 'completed' ? 'task_id: ses_child\n\n<task_result>\nok\n</task_result>' : undefined,
        error: status === 'error' ? 'boom' : undefined,
        metadata: { sessionId: 'ses_child' },
      }),
    )
    expect(session.subagents).toMatchObject([
      { id: 'ses_child', type: 'explore', prompt: 'Look around', status: expected, result },
    ])
  })

  it('a session that is a child’s holds no person’s words', async () => {
    const session = await read({
      info: { ...info, parentID: 'ses_parent' },
      messages: [
        user([text('the prompt of the parent')]),
        tool('read', { status: 'completed', input: { filePath: '/home/dev/app/a.ts' } }),
      ],
    })
    expect(session.messages).toEqual([])
    expect(session.files).toHaveLength(1)
  })

  it('knows what a correction answers', async () => {
    const session = await exported(assistant([text('I will use Redis.')]), user([text('no, SQLite')], 1795183619000))
    expect(session.messages.at(-1)?.corrects).toEqual({ said: 'I will use Redis.', call: null })
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

describe('Gemini CLI: tools of every kind', () => {
  const chat = (...calls: object[]) =>
    read({ ...header, messages: [said('go'), ...calls.map((call, index) => ({ ...called(call), id: `g${index}` }))] })

  it.each(['info', 'warning', 'about'])('a message of type %s: known, and nobody’s', async type => {
    const session = await read({ ...header, messages: [said('go'), { id: 'i', type, content: 'no, stop' }] })
    expect({ unknown: session.unknown, said: session.messages.length }).toEqual({ unknown: {}, said: 1 })
  })

  it('an error of the service is one', async () => {
    const session = await read({ ...header, messages: [said('go'), { id: 'e', type: 'error', content: 'Quota' }] })
    expect(session.errors).toMatchObject([{ kind: 'api', text: 'Quota' }])
  })

  it('todos: the last whole list', async () => {
    const list = (status: string) => ({
      name: 'write_todos',
      status: 'success',
      args: { todos: [{ description: 'A', status }] },
      result: response('ok'),
    })
    expect((await chat(list('pending'), list('in_progress'))).todos).toMatchObject([
      { content: 'A', status: 'in_progress' },
    ])
  })

  it('skills', async () => {
    const skill = { name: 'activate_skill', status: 'success', args: { name: 'pdf' }, result: response('# PDF') }
    expect((await chat(skill)).skills).toMatchObject([{ name: 'pdf', by: 'model' }])
  })

  it.each(['invoke_agent', 'delegate_to_agent'])('subagents by %s', async name => {
    const agent = {
      name,
      status: 'success',
      args: { agent_name: 'reviewer', prompt: 'Look' },
      result: response('Subagent finished.\nResult: {"response":"All fine."}'),
    }
    expect((await chat(agent)).subagents).toMatchObject([
      { type: 'reviewer', prompt: 'Look', status: 'completed', result: 'All fine.' },
    ])
  })

  it('a cancelled call is a denial and touched nothing', async () => {
    const session = await chat({ name: 'write_file', status: 'cancelled', args: { file_path: '/home/dev/app/a' } })
    expect(session.errors).toMatchObject([{ kind: 'denied', tool: 'write_file' }])
    expect(session.files).toEqual([])
  })

  it('a failed call is an error, and resolved by the next that goes through', async () => {
    const call = (status: string) => ({
      name: 'replace',
      status,
      args: { file_path: '/home/dev/app/a' },
      result: [{ functionResponse: { response: status === 'error' ? { error: 'no match' } : { output: 'ok' } } }],
    })
    const session = await chat(call('error'), call('success'))
    expect(session.errors).toMatchObject([{ tool: 'replace', kind: 'tool', text: 'no match', resolved: true }])
    expect(session.files).toMatchObject([{ actions: ['edit'] }])
  })

  it('output inside a wrapper of the client is read as if it stood alone', async () => {
    const output = '<untrusted_context>\nOutput: ok\nExit Code: 3\n</untrusted_context>'
    const session = await chat({
      name: 'run_shell_command',
      status: 'success',
      args: { command: 'npm test', dir_path: '/home/dev/app' },
      result: response(output),
    })
    expect(session.commands).toMatchObject([{ ok: false, exitCode: 3 }])
  })

  it('text content as a string, and last words of the model', async () => {
    const words = {
      id: 'g',
      timestamp: '2026-01-10T02:03:00.000Z',
      type: 'gemini',
      content: 'Done.',
      thoughts: [{ subject: 'no' }],
    }
    const session = await read({ ...header, messages: [{ ...said('go'), content: 'go' }, words, said('no, again')] })
    expect(session.lastAssistant?.text).toBe('Done.')
    expect(session.messages.map(message => message.text)).toEqual(['go', 'no, again'])
    expect(session.messages[1]?.corrects).toEqual({ said: 'Done.', call: null })
  })

  it('the log of a headless run is no chat: refused in one line', async () => {
    const log = [
      { type: 'init', session_id: 'x', model: 'm' },
      { type: 'message', role: 'user', content: 'go' },
      { type: 'tool_use', tool_name: 'read_file', parameters: {} },
      { type: 'result', status: 'success' },
    ]
    await expect(read(log.map(one => JSON.stringify(one)).join('\n'), 'stream.jsonl')).rejects.toThrow(
      /no transcript of a known agent/,
    )
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
