import { closeSync, openSync, writeSync } from 'node:fs'

/**
 * A Claude Code transcript of about `bytes` bytes, made up but with the mix of real ones: by bytes two thirds tool results,
 * a quarter assistant records (calls, thinking, words), the rest hook and shell progress; a prompt every forty records.
 */
export function writeTranscript(file: string, bytes: number, seed = 1): void {
  const handle = openSync(file, 'w')
  const next = random(seed)
  let written = 0
  let parent: string | null = null
  for (let n = 0; written < bytes; n += 1) {
    const lines: string[] = []
    for (const record of turn(n, next)) {
      const uuid = `${String(n).padStart(8, '0')}-0000-4000-8000-${String(lines.length).padStart(12, '0')}`
      lines.push(JSON.stringify({ ...envelope(parent, n), ...record, uuid, timestamp: stamp(n), ...tail(record) }))
      parent = uuid
    }
    written += writeSync(handle, `${lines.map(line => line.replace(/,"tail":\{\}/, '')).join('\n')}\n`)
  }
  closeSync(handle)
}

const envelope = (parentUuid: string | null, n: number) => ({
  parentUuid,
  isSidechain: false,
  userType: 'external',
  cwd: '/home/dev/app',
  sessionId: '5e551017-0000-4000-8000-000000000001',
  version: '2.1.39',
  gitBranch: n % 200 < 100 ? 'main' : 'feature/parser',
})

const stamp = (n: number): string => new Date(Date.UTC(2026, 2, 1) + n * 7000).toISOString()

/** Keys Claude Code writes after the time. */
const tail = (record: Record<string, unknown>): Record<string, unknown> =>
  (record.type === 'user' && results.get(record)) || {}
const results = new WeakMap<object, { toolUseResult: unknown }>()

function turn(n: number, next: () => number): Record<string, unknown>[] {
  const file = `/home/dev/app/src/module${n % 60}.ts`
  const id = `toolu_${String(n).padStart(8, '0')}`
  const records: Record<string, unknown>[] = []
  if (n % 40 === 0)
    records.push({ type: 'user', message: { role: 'user', content: `Prompt ${n}: ${prose(200, next)}` } })
  if (n % 3 === 0)
    records.push(assistant(n, { type: 'thinking', thinking: prose(900, next), signature: 'c2ln'.repeat(400) }))
  const [name, input, output, data] = call(n, file, next)
  records.push(assistant(n, { type: 'tool_use', id, name, input }))
  if (n % 4 === 0) records.push({ type: 'progress', data: { type: 'bash_progress', output: prose(600, next) } })
  const answer = {
    type: 'user',
    message: { role: 'user', content: [{ tool_use_id: id, type: 'tool_result', content: output }] },
  }
  results.set(answer, { toolUseResult: data })
  records.push(answer)
  if (n % 5 === 0) records.push(assistant(n, { type: 'text', text: `Step ${n} is done. ${prose(300, next)}` }))
  return records
}

const assistant = (n: number, block: unknown): Record<string, unknown> => ({
  message: {
    model: 'claude-opus-4-6',
    id: `msg_${n}`,
    type: 'message',
    role: 'assistant',
    content: [block],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 3, cache_read_input_tokens: 43831, output_tokens: 135 },
  },
  requestId: `req_${n}`,
  type: 'assistant',
})

type Call = [name: string, input: Record<string, unknown>, output: string, data: unknown]

function call(n: number, file: string, next: () => number): Call {
  const code = source(2500 + Math.floor(next() * 6000), next)
  const shell = (command: string, output: string): Call => [
    'Bash',
    { command, description: 'Run it' },
    output,
    { stdout: output, stderr: '', interrupted: false, isImage: false },
  ]
  switch (n % 8) {
    case 0:
    case 1:
    case 2:
      return [
        'Read',
        { file_path: file },
        code,
        { type: 'text', file: { filePath: file, content: code, numLines: 90, startLine: 1, totalLines: 90 } },
      ]
    case 3:
      return [
        'Edit',
        { file_path: file, old_string: source(200, next), new_string: source(260, next) },
        `The file ${file} has been updated.\n${source(500, next)}`,
        {
          filePath: file,
          oldString: 'a',
          newString: 'b',
          originalFile: code,
          structuredPatch: [],
          userModified: false,
          replaceAll: false,
        },
      ]
    case 4:
      return shell(`grep -rn "module${n}" src | head -20`, source(1200, next))
    case 5:
      return shell(
        'npx vitest run 2>&1 | tail -20',
        ` Test Files  ${n % 7} passed (${n % 7})\n      Tests  ${n} passed (${n})\n`,
      )
    case 6:
      return shell(
        `git add -A && git commit -m "Step ${n}"`,
        `[main ${n.toString(16).padStart(7, '0')}] Step ${n}\n 1 file changed`,
      )
    default:
      return [
        'TodoWrite',
        {
          todos: [
            { content: `Step ${n}`, status: 'in_progress', activeForm: 'Stepping' },
            { content: 'Docs', status: 'pending', activeForm: 'Writing docs' },
          ],
        },
        'Todos have been modified successfully.',
        { oldTodos: [], newTodos: [] },
      ]
  }
}

const WORDS =
  'the parser reads every record of a session and keeps what was said decided written and tested so that the next one can go on without asking again'.split(
    ' ',
  )

export function prose(length: number, next: () => number): string {
  let text = ''
  while (text.length < length) text += `${WORDS[Math.floor(next() * WORDS.length)]} `
  return text
}

export function source(length: number, next: () => number): string {
  let text = ''
  for (let line = 1; text.length < length; line += 1)
    text += `${String(line).padStart(6)}\tconst ${WORDS[Math.floor(next() * WORDS.length)]}${line} = { "name": "x${line}", values: [1, 2], path: '/a/b' }\n`
  return text
}

/** Mulberry32: the same numbers for the same seed. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
