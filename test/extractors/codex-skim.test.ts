import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CodexReader } from '../../src/extractors/_codex/reader.ts'
import { SHORT_LINE, skimAnswer } from '../../src/extractors/_codex/skim.ts'
import { anySpelling } from '../support/json-spelling.ts'
import { readRecordings } from '../support/recordings.ts'
import { eachShared } from '../support/shared.ts'
import { bytesOf, feed } from '../support/transcripts.ts'

const recorded = readRecordings().filter(({ agent }) => agent === 'codex')

const read = (bytes: Buffer, skims: boolean, since?: number) =>
  feed(new CodexReader({ name: 'x', ...(since !== undefined && { since }) }, { skims }), bytes).finish()

const same = (bytes: Buffer, since?: number): void =>
  expect(read(bytes, true, since)).toEqual(read(bytes, false, since))

const line = (type: string, payload: object) => ({ timestamp: '2026-11-20T10:00:00.000Z', type, payload })
const long = 'a "quoted" line\n'.repeat(SHORT_LINE / 8)
const answer = (text: unknown, more: object = {}) =>
  line('response_item', { type: 'function_call_output', call_id: 'c', output: text, ...more })
const exited = (code: number, printed: string) =>
  `Chunk ID: 1\nWall time: 0.1 seconds\nProcess exited with code ${code}\nOutput:\n${printed}`

describe('skimming a rollout', () => {
  it.each(recorded)('changes nothing: $version', ({ transcript }) => same(readFileSync(transcript)))

  describe('changes nothing in a real file', () => {
    eachShared('fixtures/transcripts/codex', '.jsonl', file => {
      const bytes = bytesOf(file)
      same(bytes)
      same(bytes, bytes.indexOf(10, bytes.length >> 1) + 1)
    })
  })

  it('takes the head of a long answer only', () => {
    const skimmed = skimAnswer(Buffer.from(JSON.stringify(answer(exited(0, long)))))
    expect(skimmed).toEqual({ timestamp: '2026-11-20T10:00:00.000Z', callId: 'c', head: exited(0, '') })
  })

  it.each([
    ['content parts', answer([{ type: 'text', text: exited(0, long) }])],
    ['a key behind the output', answer(exited(0, long), { id: 'x' })],
    ['output that announces no print', answer(`exec_command failed\n${long}`)],
    ['another record', line('event_msg', { type: 'agent_message', message: exited(0, long) })],
  ])('leaves %s to the parser', (_, record) => {
    expect(skimAnswer(Buffer.from(JSON.stringify(record)))).toBeNull()
  })

  it('leaves a line that is cut off to the parser', () => {
    const bytes = Buffer.from(JSON.stringify(answer(exited(0, long))))
    for (let end = bytes.length - 1; end > 0; end -= 7) expect(skimAnswer(bytes.subarray(0, end))).toBeNull()
  })
})

const printed = fc.oneof(
  fc.constantFrom(
    '',
    'ok\n',
    long,
    ` Test Files  1 failed (1)\n      Tests  2 failed (2)\n${long}`,
    `[main 1234567] x\n${long}`,
  ),
  fc.string({ maxLength: 40, unit: 'binary' }).map(text => text.repeat(60)),
)
const said = fc.oneof(
  fc.tuple(fc.constantFrom(0, 0, 0, 1, 2, -1), printed).map(([code, text]) => exited(code, text)),
  printed.map(text => `Process running with session ID 7\nOutput:\n${text}`),
  printed.map(text => `Exit code: 0\nWall time: 1 seconds\nOutput:\n${text}`),
  printed.map(text => JSON.stringify({ output: text, metadata: { exit_code: 0 } })),
  printed,
)
const command = fc.constantFrom(
  'ls -la',
  'npx vitest run',
  'git commit -m x',
  'git push',
  'gh pr create',
  'cat a.ts > b.ts',
  'npm run build &',
)
const called = fc.oneof(
  command.map(cmd => ({ type: 'function_call', name: 'exec_command', arguments: JSON.stringify({ cmd }) })),
  fc.constant({ type: 'function_call', name: 'write_stdin', arguments: '{"session_id":7,"chars":""}' }),
  fc.constant({
    type: 'custom_tool_call',
    name: 'apply_patch',
    input: '*** Begin Patch\n*** Add File: a.ts\n+x\n*** End Patch',
  }),
)
const answered = fc.record({
  type: fc.constantFrom('function_call_output', 'function_call_output', 'custom_tool_call_output'),
  output: said,
  passes: fc.boolean(),
})
const call_id = fc.constantFrom('c1', 'c2')
const entries = fc.oneof(
  fc.tuple(called, answered, call_id, call_id).map(([call, { passes, ...answer }, one, other]) => [
    { ...call, call_id: one },
    {
      type: answer.type,
      call_id: passes ? one : other,
      output: answer.output,
      ...(passes && { internal_chat_message_metadata_passthrough: { turn_id: 'turn-1' } }),
    },
  ]),
  printed.map(text => [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] }]),
  printed.map(text => [{ type: 'reasoning', summary: [], encrypted_content: text }]),
)

describe('skimming any rollout', () => {
  it('changes nothing, however its JSON is spelt', () => {
    const type = fc.constantFrom('response_item', 'response_item', 'response_item', 'event_msg', 'world_state')
    const lines = fc
      .array(fc.tuple(type, entries), { maxLength: 10 })
      .chain(list =>
        fc.tuple(
          ...list.flatMap(([kind, payloads], n) =>
            payloads.map(payload => anySpelling({ timestamp: `2026-11-20T10:00:${n + 10}.000Z`, type: kind, payload })),
          ),
        ),
      )
    fc.assert(
      fc.property(lines, fc.option(fc.nat(4000), { nil: undefined }), (texts, since) => {
        same(Buffer.from(`${texts.join('\n')}\n`), since)
      }),
      { numRuns: 400 },
    )
  })
})
