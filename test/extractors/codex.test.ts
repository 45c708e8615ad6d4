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
