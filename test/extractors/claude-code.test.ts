import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSession } from '../../src/app/read-session.ts'
import { ClaudeReader } from '../../src/extractors/_claude/reader.ts'
import claudeCode from '../../src/extractors/claude-code.ts'
import validate from '../../src/generated/validators/session.js'
import { eachShared } from '../support/shared.ts'
import { bytesOf, feed, scenariosOf } from '../support/transcripts.ts'

const readable = scenariosOf('claude-code').filter(({ name }) => !name.startsWith('refused'))

const read = (bytes: Buffer, options: { skims?: boolean; since?: number } = {}) =>
  feed(
    new ClaudeReader({ name: 'x', ...(options.since !== undefined && { since: options.since }) }, options),
    bytes,
  ).finish()

describe('skimming', () => {
  it.each(readable)('changes nothing: $name', ({ transcript }) => {
    const bytes = bytesOf(transcript)
    expect(read(bytes)).toEqual(read(bytes, { skims: false }))
  })

  describe('changes nothing in a real file', () => {
    eachShared('fixtures/transcripts/claude-code', '.jsonl', file => {
      const bytes = bytesOf(file)
      expect(read(bytes)).toEqual(read(bytes, { skims: false }))
    })
  })
})

describe('incremental reading', () => {
  /** Ends that come later than the launch stand at the place of the launch when all is read. */
  const plain = readable.filter(({ name }) => !/background|two-objects/.test(name))

  it.each(plain)('reports what is new and carries lists over: $name', ({ transcript }) => {
    const bytes = bytesOf(transcript)
    const whole = read(bytes)
    for (let offset = bytes.indexOf(10) + 1; offset > 0; offset = bytes.indexOf(10, offset) + 1) {
      const part = read(bytes, { since: offset })
      expect(part.todos).toEqual(whole.todos)
      expect(part.skills).toEqual(whole.skills)
      expect(part.subagents).toEqual(whole.subagents)
      for (const key of ['messages', 'commands', 'decisions', 'compactions', 'errors'] as const)
        expect(part[key], key).toEqual(part[key].length === 0 ? [] : whole[key].slice(-part[key].length))
    }
    expect(read(bytes, { since: bytes.length }).messages).toEqual([])
  })
})

describe('hostile bytes', () => {
  const lines = readable.flatMap(({ transcript }) => bytesOf(transcript).toString('latin1').split('\n')).filter(Boolean)
  const valid = (bytes: Buffer): void => {
    const session = read(bytes)
    expect(validate({ ...session, records: 0, bytes: 0, nextOffset: 0 }) ? [] : validate.errors).toEqual([])
  }

  it('cut anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...readable), fc.double({ min: 0, max: 1, noNaN: true }), ({ transcript }, part) => {
        const bytes = bytesOf(transcript)
        const cut = bytes.subarray(0, Math.floor(bytes.length * part))
        valid(cut)
        expect(read(cut)).toEqual(read(cut, { skims: false }))
      }),
      { numRuns: 150 },
    )
  })

  it('changed anywhere', () => {
    const change = fc.record({ line: fc.constantFrom(...lines), at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), changes => {
        const text = changes.map(({ line, at, byte }) => {
          const place = at % line.length
          return line.slice(0, place) + String.fromCharCode(byte) + line.slice(place + 1)
        })
        valid(Buffer.from(text.join('\n'), 'latin1'))
      }),
      { numRuns: 300 },
    )
  })

  it('any JSON where a record should be', () => {
    const type = fc.constantFrom('user', 'assistant', 'system', 'progress', 'attachment', 'queue-operation', 'pr-link')
    const content = fc.oneof(fc.string(), fc.array(fc.oneof(fc.jsonValue(), block())), fc.jsonValue())
    const record = fc.record(
      {
        type,
        message: fc.record({ content }),
        data: fc.jsonValue(),
        attachment: fc.jsonValue(),
        toolUseResult: fc.jsonValue(),
        timestamp: fc.jsonValue(),
        uuid: fc.jsonValue(),
        isSidechain: fc.boolean(),
        content: fc.jsonValue(),
        operation: fc.constantFrom('enqueue', 'popAll', 'remove'),
      },
      { requiredKeys: ['type'] },
    )
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), records => {
        valid(Buffer.from(records.map(one => JSON.stringify(one)).join('\n')))
      }),
      { numRuns: 300 },
    )
  })
})

/** Content blocks with odd inputs for every tool that means something. */
function block() {
  const name = fc.constantFrom(
    'Read',
    'Write',
    'Edit',
    'Bash',
    'TodoWrite',
    'TaskCreate',
    'TaskUpdate',
    'TaskList',
    'Skill',
    'Agent',
    'Task',
    'AskUserQuestion',
    'ExitPlanMode',
    'TaskOutput',
    'BashOutput',
    'SendMessage',
    'KillShell',
  )
  const id = fc.constantFrom('a', 'b')
  return fc.oneof(
    fc.record({
      type: fc.constant('tool_use'),
      id,
      name,
      input: fc.oneof(
        fc.jsonValue(),
        fc.record({ command: fc.string(), file_path: fc.string(), todos: fc.jsonValue(), questions: fc.jsonValue() }),
      ),
    }),
    fc.record({
      type: fc.constant('tool_result'),
      tool_use_id: id,
      content: fc.oneof(fc.string(), fc.jsonValue()),
      is_error: fc.boolean(),
    }),
    fc.record({ type: fc.constant('text'), text: fc.jsonValue() }),
  )
}

describe('detection', () => {
  it.each(readable.filter(({ name }) => name !== 'empty-file'))('knows its own: $name', ({ transcript }) => {
    expect(claudeCode.detect(bytesOf(transcript).toString('utf8'))).toBe(true)
  })

  it.each([
    '',
    '{}',
    '{"type":"user"}',
    '# Markdown',
    '[1]',
    '{"timestamp":"2026-01-01T00:00:00Z","type":"session_meta","payload":{"id":"x"}}',
    '{"info":{"id":"ses_1"},"messages":[]}',
  ])('leaves %j to others', head => {
    expect(claudeCode.detect(head)).toBe(false)
  })
})

describe('real files', () => {
  eachShared('fixtures/transcripts/claude-code', '.jsonl', async file => {
    const session = await readSession(file, { allowEmpty: true })
    expect(validate(session) ? [] : validate.errors).toEqual([])
    expect(session.unknown).toEqual({})
    expect(session.agent).toBe('claude-code')
    for (const message of session.messages)
      expect(message.text).not.toMatch(
        /<(?:task-notification|agent-notification|local-command|system-reminder|ide_\w+|command-name|bash-std)/,
      )
    expect(new Set(session.messages.map(message => `${message.ref} ${message.text}`)).size).toBe(
      session.messages.length,
    )
    const again = await readSession(file, { allowEmpty: true })
    expect(again).toEqual(session)
  })
})
