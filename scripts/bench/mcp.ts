/** The MCP server as a client meets it: a real process, lines of JSON on stdio. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { type BenchProject, newProject, removeProject, root } from './_project.ts'
import { median, ms, type Row } from './row.ts'

const CALLS = 200
const STATE_BYTES = 100 * 1024

export async function bench(): Promise<Row[]> {
  const place = newProject()
  try {
    const starts: number[] = []
    for (let n = 0; n < 7; n += 1) {
      const begun = performance.now()
      const client = new Client(place)
      await client.initialize()
      await client.request('tools/list', {})
      starts.push(performance.now() - begun)
      await client.end()
    }
    return [{ what: 'start, initialize, list the tools', value: ms(median(starts)) }, ...(await states(place))]
  } finally {
    removeProject(place)
  }
}

async function states(place: BenchProject): Promise<Row[]> {
  const client = new Client(place)
  await client.initialize()
  const project_path = place.project
  const state = (n: number) => ({ compaction_count: n, conversation: { user_messages: messages() } })
  const save = await samples(n =>
    client.call('workflow_state_save', { project_path, session_id: 'bench', trigger: 'auto', state: state(n) }),
  )
  const load = await samples(() => client.call('workflow_state_load', { project_path, session_id: 'bench' }))
  const task = await samples(() => client.call('list_tasks', { status: 'active' }))
  await client.end()
  const size = `${Math.round(JSON.stringify(state(0)).length / 1024)} KB`
  return [
    { what: `workflow_state_save, ${size}`, ...figures(save), bar: 'p99 ≤ 15 ms' },
    { what: `workflow_state_load, ${size}, with drift`, ...figures(load), bar: 'p99 ≤ 5 ms' },
    { what: 'list_tasks', ...figures(task) },
  ]
}

const messages = () =>
  Array.from({ length: Math.floor(STATE_BYTES / 150) }, (_, n) => ({
    content: `Message ${n}: the limiter keeps one bucket per key and must not grow without bound, however many keys come.`,
  }))

async function samples(work: (n: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < CALLS; n += 1) {
    const begun = performance.now()
    await work(n)
    times.push(performance.now() - begun)
  }
  return times.slice(5)
}

function figures(times: number[]): Pick<Row, 'value' | 'ratio'> {
  const p99 = [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
  return { value: ms(median(times)), ratio: `p99 ${ms(p99)}` }
}

class Client {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #waiting = new Map<number, (line: string) => void>()
  #rest = ''
  #next = 1

  constructor({ project, env }: BenchProject) {
    this.#process = spawn(process.execPath, [path.join(root, 'dist/cli.js'), 'mcp'], { cwd: project, env })
    this.#process.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (this.#rest + chunk).split('\n')
      this.#rest = lines.pop() ?? ''
      for (const line of lines) this.#waiting.get(JSON.parse(line).id)?.(line)
    })
  }

  async initialize(): Promise<void> {
    const clientInfo = { name: 'bench', version: '1' }
    await this.request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo })
    this.#process.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n')
  }

  request(method: string, params: object): Promise<string> {
    const id = this.#next++
    return new Promise(resolve => {
      this.#waiting.set(id, resolve)
      this.#process.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`)
    })
  }

  async call(name: string, args: object): Promise<void> {
    const line = await this.request('tools/call', { name, arguments: args })
    if (line.includes('"isError":true')) throw new Error(`${name}: ${line.slice(0, 300)}`)
  }

  end(): Promise<unknown> {
    this.#process.stdin.end()
    return new Promise(resolve => this.#process.on('exit', resolve))
  }
}
