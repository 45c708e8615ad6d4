import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

export const root = path.resolve(import.meta.dirname, '../..')
export const cli = path.join(root, 'dist/cli.js')

/** A home and a project of their own, gone when the test is over. The environment holds nothing of the machine's. */
export interface Place {
  home: string
  project: string
  env: Record<string, string>
}

export function newPlace(): Place {
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'midstride-test-')))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  const home = path.join(base, 'home')
  const project = path.join(base, 'project')
  mkdirSync(home)
  mkdirSync(project)
  return {
    home,
    project,
    env: { PATH: process.env.PATH ?? '', HOME: home, NO_COLOR: '1', MIDSTRIDE_SWEEP: 'off', ...GIT_IDENTITY },
  }
}

const GIT_IDENTITY = {
  GIT_AUTHOR_NAME: 'T',
  GIT_AUTHOR_EMAIL: 't@example.org',
  GIT_COMMITTER_NAME: 'T',
  GIT_COMMITTER_EMAIL: 't@example.org',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
}

/** Makes the project a repository with one commit. */
export function initGit(place: Place): void {
  git(place, ['init', '-q', '-b', 'main'])
  writeFileSync(path.join(place.project, 'README.md'), '# Project\n')
  git(place, ['add', 'README.md'])
  git(place, ['commit', '-q', '-m', 'first'])
}

export function git(place: Place, args: string[], cwd = place.project): string {
  const result = spawnSync('git', args, { cwd, env: place.env, encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`)
  return result.stdout.trim()
}

export interface Ran {
  code: number | null
  out: string
  err: string
}

export function runCli(place: Place, args: string[], options: { cwd?: string; stdin?: string } = {}): Ran {
  return run([cli, ...args], place, options)
}

/** Runs one hook bundle as an agent would. */
export function runHook(place: Place, event: string, host: string, payload: unknown, env: Record<string, string> = {}) {
  const stdin = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const bundle = path.join(root, 'dist/hooks', `${event}.cjs`)
  const ran = run([bundle, '--host', host], { ...place, env: { ...place.env, ...env } }, { stdin })
  return { ...ran, answer: ran.out ? JSON.parse(ran.out) : null }
}

function run(args: string[], place: Place, { cwd = place.project, stdin = '' }: { cwd?: string; stdin?: string }): Ran {
  const result = spawnSync(process.execPath, args, { cwd, env: place.env, input: stdin, encoding: 'utf8' })
  return { code: result.status, out: result.stdout, err: result.stderr }
}

export interface Message {
  jsonrpc: '2.0'
  id?: number
  result?: Record<string, unknown>
  error?: { code: number; message: string }
}

/** An MCP client written by hand: lines of JSON on a real process. */
export class McpClient {
  readonly process: ChildProcessWithoutNullStreams
  /** Everything that came on stdout, line by line. */
  readonly lines: string[] = []
  stderr = ''
  #next = 1
  #waiting = new Map<number, (message: Message) => void>()
  #rest = ''

  constructor(place: Place, options: { cwd?: string; env?: Record<string, string> } = {}) {
    this.process = spawn(process.execPath, [cli, 'mcp'], {
      cwd: options.cwd ?? place.project,
      env: { ...place.env, ...options.env },
    })
    this.process.stdout.setEncoding('utf8').on('data', (chunk: string) => this.#read(chunk))
    this.process.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      this.stderr += chunk
    })
    onTestFinished(() => void this.process.kill())
  }

  static async start(place: Place, options: { cwd?: string; env?: Record<string, string>; version?: string } = {}) {
    const client = new McpClient(place, options)
    await client.request('initialize', {
      protocolVersion: options.version ?? '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    })
    client.notify('notifications/initialized')
    return client
  }

  request(method: string, params: Record<string, unknown> = {}): Promise<Message> {
    const id = this.#next++
    return new Promise(resolve => {
      this.#waiting.set(id, resolve)
      this.send({ jsonrpc: '2.0', id, method, params })
    })
  }

  notify(method: string, params: Record<string, unknown> = {}): void {
    this.send({ jsonrpc: '2.0', method, params })
  }

  send(message: unknown): void {
    this.process.stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`)
  }

  /** Calls a tool: its data, or the text of its error. */
  async call(name: string, args: Record<string, unknown> = {}): Promise<Called> {
    const { result, error } = await this.request('tools/call', { name, arguments: args })
    const content = (result?.content ?? []) as { text: string }[]
    const text = error?.message ?? content.map(part => part.text).join('\n')
    return { failed: Boolean(error) || result?.isError === true, text, data: (result?.structuredContent ?? {}) as Data }
  }

  /** Ends stdin and waits for the process. */
  close(): Promise<number | null> {
    this.process.stdin.end()
    return new Promise(resolve => this.process.on('exit', resolve))
  }

  #read(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      this.lines.push(line)
      const message = JSON.parse(line) as Message
      if (message.id !== undefined) this.#waiting.get(message.id)?.(message)
    }
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at key by key
type Data = Record<string, any>
export interface Called {
  failed: boolean
  text: string
  data: Data
}
