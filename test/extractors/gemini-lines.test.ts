import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GeminiReader } from '../../src/extractors/_gemini/reader.ts'
import { anySpelling } from '../support/json-spelling.ts'
import { feed } from '../support/transcripts.ts'

const byLine = (text: string) => feed(new GeminiReader({ name: 'x' }), Buffer.from(text)).finish()
const atOnce = (text: string) => {
  const reader = new GeminiReader({ name: 'x' })
  reader.line(Buffer.from(text), { line: 1, offset: 0 })
  return reader.finish()
}

const header = { sessionId: 's', projectHash: 'p', startTime: '2026-03-01T00:00:00.000Z', kind: 'main' }
const text = fc.oneof(
  fc.constantFrom(
    '',
    'ok',
    'Exit Code: 1',
    'Created new file: /home/dev/app/a.ts',
    '}},{"text":"x"}',
    'a\n'.repeat(400),
  ),
  fc.string({ maxLength: 20, unit: 'binary' }),
)
const args = fc.oneof(
  fc.constantFrom('npm test', 'git commit -m x', 'ls').map(command => ({ command })),
  text.map(content => ({ file_path: 'a.ts', content })),
  text.map(prompt => ({ agent_name: 'x', prompt })),
)
const response = fc.tuple(text, fc.boolean()).map(([output, failed]) => (failed ? { error: output } : { output }))
const result = response.map(value => [{ functionResponse: { id: 'c', name: 'tool', response: value } }])
const call = fc.record({
  id: fc.constant('c'),
  name: fc.constantFrom('run_shell_command', 'write_file', 'read_file', 'invoke_agent', 'grep'),
  args,
  result,
  status: fc.constantFrom('success', 'success', 'error', 'cancelled', 'executing'),
})
const content = fc.oneof(
  text,
  result,
  fc.tuple(result, text).map(([parts, said]) => [...parts, { text: said }]),
  fc.tuple(result, text).map(([parts, said]) => [...parts, said]),
)
const message = fc.record({
  id: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
  timestamp: fc.constant('2026-03-01T00:00:01.000Z'),
  type: fc.constantFrom('user', 'gemini', 'info', 'error'),
  content,
  toolCalls: fc.array(call, { maxLength: 2 }),
})
const echo = fc.tuple(fc.constantFrom('m1', 'e1'), content).map(([id, said]) => ({
  id,
  timestamp: '2026-03-01T00:00:01.000Z',
  type: 'user',
  content: said,
}))
const record = fc.oneof(
  message,
  message,
  echo,
  message.map(one => ({ $set: { messages: [one], lastUpdated: 'x' } })),
)

describe('a chat of Gemini CLI in lines', () => {
  it('is the same fed at once and line by line, however its JSON is spelt', () => {
    const lines = fc
      .array(record, { maxLength: 10 })
      .chain(records => fc.tuple(fc.constant(records), fc.tuple(...records.map(one => anySpelling(one)))))
    fc.assert(
      fc.property(lines, ([records, spelt]) => {
        const plain = [header, ...records].map(one => JSON.stringify(one)).join('\n')
        const { nextOffset: _, ...read } = byLine(`${plain}\n`)
        expect(atOnce(`${plain}\n`)).toMatchObject(read)
        expect(byLine(`${JSON.stringify(header)}\n${spelt.join('\n')}\n`)).toMatchObject(read)
      }),
      { numRuns: 300 },
    )
  })
})
