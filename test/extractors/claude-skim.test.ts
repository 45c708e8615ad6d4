import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClaudeReader } from '../../src/extractors/_claude/reader.ts'
import { anySpelling } from '../support/json-spelling.ts'
import { feed } from '../support/transcripts.ts'

const read = (bytes: Buffer, skims: boolean, since?: number) =>
  feed(new ClaudeReader({ name: 'x', ...(since !== undefined && { since }) }, { skims }), bytes).finish()

const long = 'a "quoted" line\n'.repeat(90)
const text = fc.oneof(
  fc.constantFrom(
    '',
    'ok',
    long,
    `{"type":"text"},{"type":"x"}${long}`,
    ` Tests  2 failed (2)\n${long}`,
    'Exit code 1\nno',
  ),
  fc.string({ maxLength: 30, unit: 'binary' }).map(piece => piece.repeat(40)),
)
const id = fc.constantFrom('toolu_1', 'toolu_2')
const input = fc.oneof(
  fc.constant({ command: 'npm test' }),
  fc.constantFrom('src/a.ts', '/home/dev/app/b.ts').map(file_path => ({ file_path })),
  fc
    .constantFrom('npm test', 'ls', 'git commit -m x', 'git status', 'gh pr create', 'cat a > b.ts')
    .map(command => ({ command })),
  fc.constantFrom('pending', 'completed').map(status => ({ todos: [{ content: 'a', status, activeForm: 'A' }] })),
  text.map(prompt => ({ description: 'look', prompt, subagent_type: 'general-purpose' })),
)
const name = fc.constantFrom(
  'Read',
  'Edit',
  'Write',
  'Bash',
  'TodoWrite',
  'Task',
  'Agent',
  'Grep',
  'Skill',
  'BashOutput',
)
const block = fc.oneof(
  fc.record({ type: fc.constant('tool_use'), id, name, input }),
  text.map(words => ({ type: 'text', text: words })),
  text.map(thinking => ({ type: 'thinking', thinking, signature: 'c2ln' })),
)
const saying = (content: unknown[], model = 'claude') => ({
  message: {
    model,
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    content,
    stop_reason: null,
    usage: { input_tokens: 3 },
  },
  requestId: 'req_1',
  type: 'assistant',
})
const assistant = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 2 }), fc.constantFrom('claude', '<synthetic>'))
  .map(([content, model]) => saying(content, model))
const data = fc.oneof(
  text.map(content => ({ type: 'text', file: { filePath: '/home/dev/app/a.ts', content, numLines: 9 } })),
  fc.tuple(text, fc.boolean()).map(([stdout, interrupted]) => ({ stdout, stderr: '', interrupted, isImage: false })),
  text.map(originalFile => ({ filePath: '/home/dev/app/a.ts', originalFile, structuredPatch: [] })),
  fc.constant({ status: 'completed', agentId: 'a1', content: [{ type: 'text', text: 'done' }] }),
)
/** Both orders of keys that clients have used. */
const answered = fc.tuple(id, text, fc.boolean(), fc.boolean()).map(([tool_use_id, content, failed, idFirst]) => ({
  ...(idFirst && { tool_use_id }),
  type: 'tool_result',
  content,
  ...(!idFirst && { tool_use_id }),
  ...(failed && { is_error: true }),
}))
const from = (content: unknown) => ({ type: 'user', message: { role: 'user', content } })
const user: fc.Arbitrary<[object, object]> = fc.oneof(
  fc.tuple(answered, data).map(([result, toolUseResult]): [object, object] => [from([result]), { toolUseResult }]),
  fc.tuple(answered, answered).map((content): [object, object] => [from(content), {}]),
  text.map((content): [object, object] => [from(content), {}]),
)
const progress = fc
  .tuple(
    fc.oneof(
      assistant,
      answered.map(result => ({ type: 'user', message: { role: 'user', content: [result] } })),
    ),
    id,
  )
  .map(([message, parentToolUseID]) => ({
    type: 'progress',
    data: {
      message: { ...message, uuid: 'inner-1', timestamp: '2026-03-01T00:00:30.000Z' },
      normalizedMessages: [],
      type: 'agent_progress',
      prompt: 'look',
      agentId: 'a1',
    },
    toolUseID: 'agent_msg_1',
    parentToolUseID,
  }))
const other = fc.oneof(
  text.map(output => ({ type: 'progress', data: { type: 'bash_progress', output } })),
  text.map(content => ({ attachment: { type: 'hook_success', content }, type: 'attachment' })),
  text.map(prompt => ({ attachment: { type: 'queued_command', prompt }, type: 'attachment' })),
)

type Entry = [head: object, tail: object]
/** A call and its answer, one after the other. */
const exchange = fc
  .tuple(fc.constantFrom('Bash', 'Bash', 'Read', 'Task', 'TodoWrite'), input, user, id)
  .map(([tool, given, [head, tail], own]): Entry[] => [
    [saying([{ type: 'tool_use', id: own, name: tool, input: given }]), {}],
    [head, tail],
  ])
const entries: fc.Arbitrary<Entry[]> = fc.oneof(
  exchange,
  assistant.map((record): Entry[] => [[record, {}]]),
  progress.map((record): Entry[] => [[record, {}]]),
  other.map((record): Entry[] => [[record, {}]]),
)

const envelope = (n: number) => ({
  parentUuid: n === 0 ? null : `uuid-${n - 1}`,
  isSidechain: false,
  userType: 'external',
  cwd: '/home/dev/app',
  sessionId: 'session-1',
  version: '2.1.39',
  gitBranch: n % 2 ? 'main' : 'größe',
})
const stamp = (n: number) => ({ uuid: `uuid-${n}`, timestamp: new Date(Date.UTC(2026, 2, 1, 0, 0, n)).toISOString() })

describe('skimming any transcript', () => {
  it('changes nothing, however its JSON is spelt', () => {
    const lines = fc
      .array(entries, { maxLength: 10 })
      .chain(list =>
        fc.tuple(
          ...list.flat().map(([head, tail], n) => anySpelling({ ...envelope(n), ...head, ...stamp(n), ...tail })),
        ),
      )
    fc.assert(
      fc.property(lines, fc.option(fc.nat(6000), { nil: undefined }), (texts, since) => {
        const bytes = Buffer.from(`${texts.join('\n')}\n`)
        expect(read(bytes, true, since)).toEqual(read(bytes, false, since))
      }),
      { numRuns: 500 },
    )
  })
})
