import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSession } from '../../src/app/read-session.ts'
import validate from '../../src/generated/validators/session.js'

const folder = mkdtempSync(path.join(tmpdir(), 'midstride-names-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Names that every object answers to. */
const NAMES = Object.getOwnPropertyNames(Object.prototype)

const jsonl = (...records: object[]) => records.map(record => `${JSON.stringify(record)}\n`).join('')
const todos = (name: string) => [{ content: 'a', step: 'a', description: 'a', status: name }]

/** A transcript in which tools, types and states have such a name. */
const TRANSCRIPTS: Record<string, (name: string) => string> = {
  'claude-code': name =>
    jsonl(
      { type: 'user', sessionId: 's', uuid: 'u', message: { role: 'user', content: 'go' } },
      {
        type: 'assistant',
        sessionId: 's',
        message: {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'a', name, input: { file_path: '/home/dev/app/a', command: `python -m ${name}` } },
            { type: 'tool_use', id: 'b', name: 'TodoWrite', input: { todos: todos(name) } },
            { type: 'tool_use', id: 'c', name: 'Bash', input: { command: `python -m ${name} && ${name} test` } },
            { type: 'tool_use', id: 'd', name: 'Task', input: { description: 'd', prompt: 'p' } },
            { type: name },
          ],
        },
      },
      ...['a', 'b', 'c', 'd'].map(id => ({
        type: 'user',
        sessionId: 's',
        toolUseResult: { status: name, agentId: name },
        message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'ok' }] },
      })),
      { type: name, sessionId: 's' },
      { type: 'system', subtype: name, sessionId: 's' },
      { type: 'attachment', attachment: { type: name }, sessionId: 's' },
    ),
  codex: name => {
    const line = (type: string, payload: object) => ({ timestamp: '2026-11-20T10:00:00.000Z', type, payload })
    return jsonl(
      line('session_meta', { id: 's', cwd: '/home/dev/app', cli_version: '1' }),
      line('event_msg', { type: 'user_message', message: 'go' }),
      line('response_item', { type: 'function_call', name, call_id: 'a', arguments: '{}' }),
      line('response_item', { type: 'function_call_output', call_id: 'a', output: 'ok' }),
      line('response_item', {
        type: 'function_call',
        name: 'update_plan',
        call_id: 'b',
        arguments: JSON.stringify({ plan: todos(name) }),
      }),
      line('response_item', { type: 'function_call_output', call_id: 'b', output: 'ok' }),
      line('response_item', { type: 'function_call', name: 'spawn_agent', call_id: 'c', arguments: '{}' }),
      line('response_item', { type: 'function_call_output', call_id: 'c', output: JSON.stringify({ agent_id: name }) }),
      line('response_item', { type: 'function_call', name: 'wait_agent', call_id: 'd', arguments: '{}' }),
      line('response_item', {
        type: 'function_call_output',
        call_id: 'd',
        output: `{"status":{${JSON.stringify(name)}:${JSON.stringify(name)}}}`,
      }),
      line(name, {}),
      line('event_msg', { type: name }),
      line('event_msg', { type: 'item_completed', item: { type: name } }),
      line('response_item', { type: name }),
    )
  },
  opencode: name =>
    JSON.stringify({
      info: { id: 'ses_a', slug: 'x', directory: '/home/dev/app', version: '1', time: { created: 1, updated: 2 } },
      messages: [
        {
          info: { role: 'user', id: 'u', time: { created: 1 } },
          parts: [{ type: 'text', text: 'go' }, { type: name }],
        },
        {
          info: { role: 'assistant', id: 'a', time: { created: 2 } },
          parts: [
            {
              type: 'tool',
              id: 'p',
              tool: name,
              state: { status: 'completed', input: { filePath: '/home/dev/app/a' } },
            },
            { type: 'tool', id: 'q', tool: 'todowrite', state: { status: 'completed', input: { todos: todos(name) } } },
            {
              type: 'tool',
              id: 'r',
              tool: 'apply_patch',
              state: {
                status: 'completed',
                input: {},
                metadata: { files: [{ filePath: '/home/dev/app/a', type: name }] },
              },
            },
            { type: name },
          ],
        },
        { info: { role: name, id: 'x' }, parts: [] },
      ],
    }),
  gemini: name =>
    jsonl(
      { sessionId: 'abc', projectHash: 'f00', startTime: '2026-01-10T02:00:00.000Z', kind: 'main' },
      { id: 'u', type: 'user', content: 'go' },
      {
        id: 'g',
        type: 'gemini',
        content: '',
        toolCalls: [
          { id: 'c', name, status: 'success', args: { file_path: '/home/dev/app/a' }, result: [] },
          { id: 'd', name: 'write_todos', status: 'success', args: { todos: todos(name) } },
          { id: 'e', name: 'invoke_agent', status: name, args: { agent_name: name } },
        ],
      },
      { id: 'n', type: name },
    ),
}

describe.each(Object.entries(TRANSCRIPTS))('names that every object has, in %s', (agent, transcript) => {
  it.each(NAMES)('%s', async name => {
    const file = path.join(folder, `${agent}.jsonl`)
    writeFileSync(file, transcript(name))
    const session = await readSession(file)
    expect(validate(session) ? [] : validate.errors).toEqual([])
    expect(Object.values(session.unknown).every(Number.isInteger)).toBe(true)
    expect(Object.keys(session.unknown).join()).toContain(name)
  })
})
