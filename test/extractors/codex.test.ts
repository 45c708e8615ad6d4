import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { readSession } from '../../src/app/read-session.ts'
import type { Session } from '../../src/core/types.ts'
import codex from '../../src/extractors/codex.ts'
import validate from '../../src/generated/validators/session.js'
import { readRecordings } from '../support/recordings.ts'
import { eachShared } from '../support/shared.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'midstride-codex-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const line = (type: string, payload: object) => ({ timestamp: '2026-11-20T10:00:00.000Z', type, payload })
const event = (type: string, more: object = {}) => line('event_msg', { type, ...more })
const item = (type: string, more: object = {}) => line('response_item', { type, ...more })
const meta = line('session_meta', { id: 'main', cwd: '/home/dev/app', cli_version: '0.169.0', git: { branch: 'main' } })
const prompt = (message: string) => event('user_message', { message })
const turnPrompt = (text: string) =>
  event('item_completed', { item: { type: 'UserMessage', id: 'u', content: [{ type: 'text', text }] } })
const call = (name: string, input: object) =>
  item('function_call', { name, call_id: name, arguments: JSON.stringify(input) })
const output = (name: string, text: string) => item('function_call_output', { call_id: name, output: text })
const started = event('task_started')
const inUserRole = (text: string) => item('message', { role: 'user', content: [{ type: 'input_text', text }] })

function read(...records: unknown[]): Promise<Session> {
  const file = path.join(folder, 'rollout.jsonl')
  writeFileSync(file, [meta, ...records].map(record => `${JSON.stringify(record)}\n`).join(''))
  return readSession(file)
}

describe('Codex: who is human', () => {
  it.each([
    ['a user_message event', [started, prompt('go')], ['prompt go']],
    ['an item of the turn', [started, turnPrompt('go')], ['prompt go']],
    ['both for the same words', [started, prompt('go'), turnPrompt('go')], ['prompt go']],
    ['the same words in the next turn', [started, prompt('go'), started, prompt('go')], ['prompt go', 'prompt go']],
    ['a second message in one turn', [started, prompt('go'), prompt('use b')], ['prompt go', 'steering use b']],
    [
      'an interrupted turn',
      [started, prompt('go'), event('turn_aborted', { reason: 'interrupted' })],
      ['prompt go', 'interrupt [Request interrupted by user]'],
    ],
    [
      'a turn replaced by the next',
      [started, prompt('go'), event('turn_aborted', { reason: 'replaced' })],
      ['prompt go'],
    ],
    [
      'instructions and environment in the user role',
      [started, inUserRole('# AGENTS.md instructions for /x'), inUserRole('<environment_context>'), prompt('go')],
      ['prompt go'],
    ],
    [
      'a command of the user',
      [
        started,
        prompt('go'),
        inUserRole(
          '<user_shell_command>\n<command>\ngit status\n</command>\n<result>\n</result>\n</user_shell_command>',
        ),
      ],
      ['prompt go', 'shell git status'],
    ],
  ])('%s', async (_, records, said) => {
    expect((await read(...records)).messages.map(({ kind, text }) => `${kind} ${text}`)).toEqual(said)
  })
})

describe('Codex: commands', () => {
  it.each([
    [
      'exec_command',
      { cmd: 'npm test' },
      'Chunk ID: 1\nWall time: 0.1 seconds\nProcess exited with code 1\nOutput:\nboom',
      false,
      1,
    ],
    ['shell', { command: ['bash', '-lc', 'npm test'] }, 'Exit code: 0\nWall time: 1 seconds\nOutput:\nfine', true, 0],
    ['shell', { command: ['bash', '-lc', 'npm test'] }, '{"output":"boom","metadata":{"exit_code":2}}', false, 2],
    ['exec_command', { cmd: 'npm test' }, 'Chunk ID: 1\nProcess running with session ID 7\nOutput:\n', null, null],
  ])('%s %j', async (name, input, text, ok, exitCode) => {
    expect((await read(started, prompt('go'), call(name, input), output(name, text))).commands).toMatchObject([
      { command: 'npm test', kind: 'test', ok, exitCode },
    ])
  })

  it('learns from write_stdin how a background command ended', async () => {
    const session = await read(
      started,
      prompt('go'),
      call('exec_command', { cmd: 'npm run build' }),
      output('exec_command', 'Process running with session ID 7\nOutput:\n'),
      call('write_stdin', { session_id: 7, chars: '' }),
      output('write_stdin', 'Process exited with code 3\nOutput:\nfailed'),
    )
    expect(session.commands).toMatchObject([{ command: 'npm run build', ok: false, exitCode: 3 }])
  })

  it('keeps a command that the transcript leaves unanswered', async () => {
    expect((await read(started, prompt('go'), call('exec_command', { cmd: 'sleep 60' }))).commands).toMatchObject([
      { command: 'sleep 60', ok: null },
    ])
  })

  it('takes the branch from a git command over the one at the start', async () => {
    const session = await read(
      started,
      prompt('go'),
      call('exec_command', { cmd: 'git switch -c fix/a' }),
      output('exec_command', "Process exited with code 0\nOutput:\nSwitched to a new branch 'fix/a'"),
    )
    expect(session.gitBranch).toBe('fix/a')
  })
})

const PATCH =
  '*** Begin Patch\n*** Add File: src/new.ts\n+a\n*** Update File: /abs/b.ts\n*** Delete File: old.ts\n*** End Patch'
const patch = item('custom_tool_call', { name: 'apply_patch', call_id: 'p', input: PATCH })
const patched = (text: string) => item('custom_tool_call_output', { call_id: 'p', output: text })

describe('Codex: patches', () => {
  it('names the files of one that went through', async () => {
    const session = await read(started, prompt('go'), patch, patched('Exit code: 0\nOutput:\nSuccess.'))
    expect(session.files.map(({ path: file, actions }) => [file, actions])).toEqual([
      ['/home/dev/app/src/new.ts', ['write']],
      ['/abs/b.ts', ['edit']],
      ['/home/dev/app/old.ts', ['delete']],
    ])
  })

  it('counts no file of one that failed', async () => {
    const session = await read(started, prompt('go'), patch, patched('apply_patch verification failed: no such line'))
    expect(session.files).toEqual([])
    expect(session.errors).toMatchObject([{ kind: 'tool', tool: 'apply_patch', resolved: false }])
  })

  it('believes the event that tells the outcome', async () => {
    const ended = event('patch_apply_end', {
      call_id: 'p',
      success: true,
      changes: { '/abs/only.ts': { type: 'add' } },
    })
    const session = await read(started, prompt('go'), patch, ended, patched('Exit code: 0\nOutput:\n'))
    expect(session.files.map(({ path: file }) => file)).toEqual(['/abs/only.ts'])
  })
})

describe('Codex: refusals', () => {
  it.each([
    'exec_command failed for `git push`: CreateProcess { message: "Rejected(\\"rejected by user\\")" }',
    'rejected by user',
  ])('%s: denied, and never ran', async text => {
    const session = await read(
      started,
      prompt('go'),
      call('exec_command', { cmd: 'git push' }),
      output('exec_command', text),
    )
    expect(session.errors).toMatchObject([{ kind: 'denied', tool: 'exec_command' }])
    expect(session.commands).toEqual([])
  })

  it('of a patch: no file was touched', async () => {
    const session = await read(started, prompt('go'), patch, patched('patch rejected by user'))
    expect(session.errors).toMatchObject([{ kind: 'denied', tool: 'apply_patch' }])
    expect(session.files).toEqual([])
  })
})

describe('Codex: records of every kind', () => {
  const usage = { info: null, rate_limits: null }
  const silent: [string, unknown][] = [
    ...[
      'token_count',
      'agent_reasoning',
      'agent_reasoning_section_break',
      'exec_command_begin',
      'exec_command_end',
      'exec_command_output_delta',
      'mcp_tool_call_begin',
      'web_search_begin',
      'web_search_end',
      'context_compacted',
      'thread_goal_updated',
      'thread_name_updated',
      'thread_settings_applied',
      'sub_agent_activity',
      'collab_agent_spawn_begin',
      'collab_agent_spawn_end',
      'entered_review_mode',
      'exited_review_mode',
      'patch_apply_begin',
      'turn_diff',
      'plan_update',
      'background_event',
    ].map((type): [string, unknown] => [type, event(type, usage)]),
    ...['reasoning', 'ghost_snapshot', 'web_search_call', 'compaction'].map((type): [string, unknown] => [
      type,
      item(type, { summary: [], encrypted_content: 'x' }),
    ]),
    ...['CommandExecution', 'McpToolCall', 'Reasoning', 'ContextCompaction', 'HookPrompt', 'Plan', 'Extension'].map(
      (type): [string, unknown] => [type, event('item_completed', { item: { type, id: 'i', text: 'no, stop' } })],
    ),
    ...['world_state', 'token_usage_record'].map((type): [string, unknown] => [type, line(type, {})]),
    ['role developer', item('message', { role: 'developer', content: [{ type: 'input_text', text: 'no, stop' }] })],
    ['an aborted turn, told to the model', inUserRole('<turn_aborted>\nThe user interrupted\n</turn_aborted>')],
    ['instructions of 2025', inUserRole('<user_instructions>\nno\n</user_instructions>')],
  ]

  it.each(silent)('%s: known, and no fact', async (_, record) => {
    const session = await read(started, prompt('go'), record)
    expect(session.unknown).toEqual({})
    expect(session.messages.map(message => message.text)).toEqual(['go'])
    expect({ ...session, endedAt: null }).toMatchObject({ commands: [], files: [], errors: [], todos: [] })
  })

  it('takes the folder of the newest turn', async () => {
    const session = await read(started, prompt('go'), line('turn_context', { turn_id: 't', cwd: '/home/dev/app/sub' }))
    expect(session.cwd).toBe('/home/dev/app/sub')
    const bare = { timestamp: meta.timestamp, ordinal: 4, type: 'turn_context', payload: { cwd: 'file:///home/dev/b' } }
    expect((await read(started, prompt('go'), bare)).cwd).toBe('/home/dev/b')
  })

  it('takes a skill that the person named', async () => {
    const skill = inUserRole(
      '<skill>\n<name>worktree</name>\n<path>/home/dev/.codex/skills/worktree/SKILL.md</path>\n…',
    )
    const session = await read(started, prompt('use $worktree'), skill)
    expect(session.skills).toMatchObject([{ name: 'worktree', by: 'user', ok: true }])
    expect(session.messages).toHaveLength(1)
  })

  it('says the last words once, however often they are recorded', async () => {
    const words = item('message', { role: 'assistant', content: [{ type: 'output_text', text: 'Done.' }] })
    const agent = event('agent_message', { message: 'Done.', phase: 'final_answer' })
    const complete = event('task_complete', { last_agent_message: 'Done.', duration_ms: 4 })
    expect((await read(started, prompt('go'), words, agent, complete)).lastAssistant?.text).toBe('Done.')
    expect((await read(started, prompt('go'), words)).lastAssistant?.text).toBe('Done.')
  })

  it('tells a failed call of an MCP tool from one that went through', async () => {
    const end = (result: object) =>
      event('mcp_tool_call_end', { call_id: 'm', invocation: { server: 'notes', tool: 'save', arguments: {} }, result })
    const session = await read(started, prompt('go'), end({ Err: 'refused' }), end({ Ok: { content: [] } }))
    expect(session.errors).toMatchObject([{ tool: 'notes.save', kind: 'tool', text: 'refused', resolved: true }])
  })

  it('reads a picture that was looked at, and a patch that moves', async () => {
    const moved = '*** Begin Patch\n*** Update File: /home/dev/app/a.ts\n*** Move to: /home/dev/app/b.ts\n*** End Patch'
    const session = await read(
      started,
      prompt('go'),
      call('view_image', { path: '/home/dev/app/x.png' }),
      output('view_image', 'attached'),
      item('custom_tool_call', { name: 'apply_patch', call_id: 'q', input: moved }),
      item('custom_tool_call_output', { call_id: 'q', output: 'Exit code: 0\nOutput:\nSuccess.' }),
    )
    expect(session.files.map(file => [file.path, file.actions])).toEqual([
      ['/home/dev/app/x.png', ['read']],
      ['/home/dev/app/a.ts', ['delete']],
      ['/home/dev/app/b.ts', ['write']],
    ])
  })

  it('reads files that only shell commands name', async () => {
    const session = await read(
      started,
      prompt('go'),
      call('exec_command', { cmd: "sed -n '1,40p' src/a.ts && cat README.md", workdir: '/home/dev/app' }),
      output('exec_command', 'Process exited with code 0\nOutput:\n…'),
    )
    expect(session.files.map(file => [file.path, file.actions])).toEqual([
      ['/home/dev/app/src/a.ts', ['read']],
      ['/home/dev/app/README.md', ['read']],
    ])
  })

  it('counts the compaction of a paginated rollout once', async () => {
    const told = event('item_completed', { item: { type: 'ContextCompaction', id: 'c' } })
    const done = line('compacted', { message: '', replacement_history: [inUserRole('no, stop').payload], window_id: 1 })
    const session = await read(started, prompt('go'), told, done, event('context_compacted'))
    expect(session.compactions).toMatchObject([{ trigger: 'auto' }])
    expect(session.messages).toHaveLength(1)
  })

  it('finds agents that were spawned and how they ended', async () => {
    const session = await read(
      started,
      prompt('go'),
      call('spawn_agent', { message: 'look', agent_type: 'explorer' }),
      output('spawn_agent', '{"agent_id":"019d0000-0000-7000-8000-000000000001","nickname":"Ada"}'),
      call('wait_agent', { ids: [] }),
      output(
        'wait_agent',
        '{"status":{"019d0000-0000-7000-8000-000000000001":{"completed":"All fine."}},"timed_out":false}',
      ),
    )
    expect(session.subagents).toMatchObject([
      { type: 'explorer', prompt: 'look', status: 'completed', result: 'All fine.' },
    ])
  })

  it('takes the answer to a question for a message and a decision', async () => {
    const session = await read(
      started,
      prompt('go'),
      call('request_user_input', { questions: [{ id: 'q1', question: 'Which?', options: [] }] }),
      output('request_user_input', '{"answers":{"q1":{"answers":["SQLite"]}}}'),
    )
    expect(session.messages.at(-1)).toMatchObject({ kind: 'answer', text: 'SQLite' })
    expect(session.decisions).toMatchObject([{ question: 'Which?', answer: 'SQLite' }])
  })

  it('knows what a correction answers', async () => {
    const words = (text: string) => event('agent_message', { message: text })
    const session = await read(started, prompt('go'), words('I will use Redis.'), started, prompt('no, SQLite'))
    expect(session.messages.at(-1)?.corrects).toEqual({ said: 'I will use Redis.', call: null })
  })
})

describe('Codex: everything else', () => {
  it('takes a compaction that no prompt began as one by hand', async () => {
    const session = await read(started, prompt('go'), line('compacted', {}), started, line('compacted', {}))
    expect(session.compactions.map(({ trigger }) => trigger)).toEqual(['auto', 'manual'])
  })

  it('counts what it does not know', async () => {
    const session = await read(started, prompt('go'), line('hologram', {}), event('oracle'), item('riddle'))
    expect(session.unknown).toEqual({ hologram: 1, 'event_msg/oracle': 1, 'response_item/riddle': 1 })
  })

  it('reports only what is new from an offset on, with the whole todo list', async () => {
    const plan = (status: string) => [
      call('update_plan', { plan: [{ step: 'a', status }] }),
      output('update_plan', 'Plan updated'),
    ]
    const file = path.join(folder, 'grow.jsonl')
    const text = (records: unknown[]) => records.map(record => `${JSON.stringify(record)}\n`).join('')
    writeFileSync(file, text([meta, started, prompt('go'), ...plan('in_progress')]))
    const first = await readSession(file)
    writeFileSync(file, text([meta, started, prompt('go'), ...plan('in_progress'), started, prompt('more')]))
    const next = await readSession(file, { since: first.nextOffset })
    expect(next.messages.map(message => message.text)).toEqual(['more'])
    expect(next.todos).toMatchObject([{ content: 'a', status: 'in_progress' }])
    expect(next.records).toBe(2)
  })
})

describe('any bytes to the reader of codex', () => {
  const bytes = readFileSync(readRecordings().find(recording => recording.agent === 'codex')!.transcript)

  it('give a valid Session, whatever was damaged', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.uint8Array({ minLength: 1, maxLength: 40 }), (at, noise) => {
        const damaged = Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)])
        const reader = codex.start({ name: 'fuzz' })
        let offset = 0
        for (const [index, text] of damaged.toString('latin1').split('\n').entries()) {
          reader.line(Buffer.from(text, 'latin1'), { line: index + 1, offset })
          offset += text.length + 1
        }
        expect(validate({ ...reader.finish(), records: 0, bytes: 0, nextOffset: 0 })).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

describe('real rollouts are read whole, nothing left unknown', () => {
  eachShared('fixtures/transcripts/codex', '.jsonl', async file => {
    const session = await readSession(file)
    expect(session.unknown).toEqual({})
    expect(session.warnings).toEqual([])
    expect(session.messages.length).toBeGreaterThan(0)
    expect(session.commands.length).toBeGreaterThan(0)
  })
})
