import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { prose, random, source } from './_transcripts.ts'

const stamp = (n: number): string => new Date(Date.UTC(2026, 2, 1) + n * 1000).toISOString()

/** Writes records as lines until the file has about `bytes` bytes. */
function writeLines(file: string, bytes: number, head: object[], turn: (n: number) => object[]): void {
  const handle = openSync(file, 'w')
  const put = (records: object[]): number =>
    writeSync(handle, records.map(record => `${JSON.stringify(record)}\n`).join(''))
  let written = put(head)
  for (let n = 0; written < bytes; n += 1) written += put(turn(n))
  closeSync(handle)
}

/** A Codex rollout with the mix of real ones: by bytes two thirds output of commands, the rest calls, token counts, words said twice. */
export function writeRollout(file: string, bytes: number, seed = 1): void {
  const next = random(seed)
  const line = (n: number, type: string, payload: object) => ({ timestamp: stamp(n), type, payload })
  const meta = {
    id: '01a1f947-65ea-7fb0-80c4-2e4123e38517',
    cwd: '/home/dev/app',
    cli_version: '0.169.0',
    git: { branch: 'main' },
  }
  const said = (n: number, text: string) => [
    line(n, 'event_msg', { type: 'agent_message', message: text, phase: 'commentary' }),
    line(n, 'response_item', { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] }),
  ]
  writeLines(file, bytes, [line(0, 'session_meta', meta)], n => {
    const call_id = `call_${String(n).padStart(12, '0')}`
    const [cmd, printed] = shellCall(n, next)
    const records = [
      line(n, 'response_item', {
        type: 'function_call',
        id: `fc_${n}`,
        name: 'exec_command',
        arguments: JSON.stringify({ cmd, workdir: '/home/dev/app', yield_time_ms: 30000 }),
        call_id,
      }),
      line(n, 'event_msg', {
        type: 'token_count',
        info: { total_token_usage: { input_tokens: n, output_tokens: 232 } },
      }),
      line(n, 'response_item', {
        type: 'function_call_output',
        call_id,
        output: `Chunk ID: ac${n}\nWall time: 0.9845 seconds\nProcess exited with code 0\nOriginal token count: 24\nOutput:\n${printed}`,
        internal_chat_message_metadata_passthrough: { turn_id: '019f05fa-59a1-7863-8863-855e7b57ee1a' },
      }),
    ]
    if (n % 40 === 0)
      records.unshift(
        line(n, 'event_msg', { type: 'task_started' }),
        line(n, 'event_msg', { type: 'user_message', message: `Prompt ${n}: ${prose(200, next)}` }),
      )
    if (n % 2 === 0) records.push(...said(n, `Step ${n}. ${prose(300, next)}`))
    return records
  })
}

/** A chat of Gemini CLI as it is recorded: a message, the time of the last change, the message again with its calls, their echo. */
export function writeChat(file: string, bytes: number, seed = 1): void {
  const next = random(seed)
  const touched = (n: number) => ({ $set: { lastUpdated: stamp(n) } })
  const header = {
    sessionId: 'aa24d29f-79f4-44b4-9ee5-65ef052c449e',
    projectHash: 'p',
    startTime: stamp(0),
    lastUpdated: stamp(0),
    kind: 'main',
  }
  writeLines(file, bytes, [header], n => {
    const id = `0f37b3f9-5fed-41e6-abee-${String(n).padStart(12, '0')}`
    const timestamp = stamp(n)
    const [command, printed] = shellCall(n, next)
    const reads = n % 2 === 0
    const output = reads ? source(4000, next) : `Output: ${printed}\nProcess Group PGID: 7`
    const name = reads ? 'read_file' : 'run_shell_command'
    const result = [{ functionResponse: { id: `call_${n}`, name, response: { output } } }]
    const message = {
      id,
      timestamp,
      type: 'gemini',
      content: n % 5 ? '' : prose(300, next),
      thoughts: [],
      tokens: { input: 8, output: 9 },
      model: 'm',
    }
    const args = reads ? { file_path: `/home/dev/app/src/module${n % 60}.ts` } : { command }
    const call = {
      id: `call_${n}`,
      name,
      args,
      result,
      status: 'success',
      timestamp,
      resultDisplay: output.slice(0, 2000),
    }
    const records: object[] = [message, touched(n), { ...message, toolCalls: [call] }]
    records.push({ id: `e${id}`, timestamp, type: 'user', content: result }, touched(n))
    if (n % 40 === 0)
      records.unshift({
        id: `u${id}`,
        timestamp,
        type: 'user',
        content: [{ text: `Prompt ${n}: ${prose(200, next)}` }],
      })
    return records
  })
}

/** An export of OpenCode: the messages of the recorded session over and over, under ids of their own. */
export function writeExport(file: string, bytes: number): void {
  const recorded = path.resolve(import.meta.dirname, '../../test/fixtures/recordings/opencode/rate-limiter')
  const { transcript } = JSON.parse(readFileSync(path.join(recorded, 'expected.json'), 'utf8'))
  const { info, messages } = JSON.parse(readFileSync(path.join(recorded, transcript), 'utf8'))
  const round = JSON.stringify(messages).slice(1, -1)
  const rounds = Array.from({ length: Math.ceil(bytes / round.length) }, (_, n) =>
    round.replace(/"((?:msg|prt)_)/g, `"$1${n}x`),
  )
  writeFileSync(file, `{"info":${JSON.stringify(info)},"messages":[${rounds.join(',')}]}`)
}

/** Of eight commands two run tests, one commits; the others search, list and print. */
function shellCall(n: number, next: () => number): [command: string, printed: string] {
  if (n % 8 === 3)
    return ['npx vitest run 2>&1 | tail -20', ` Test Files  3 passed (3)\n      Tests  ${n} passed (${n})\n`]
  if (n % 8 === 5)
    return ['npm test', `${source(3000, next)}\n Test Files  3 passed (3)\n      Tests  ${n} passed (${n})\n`]
  if (n % 8 === 6)
    return [
      `git add -A && git commit -m "Step ${n}"`,
      `[main ${(n + 0xabc0000).toString(16)}] Step ${n}\n 1 file changed`,
    ]
  return [`sed -n '1,200p' src/module${n % 60}.ts`, source(2500 + Math.floor(next() * 6000), next)]
}
