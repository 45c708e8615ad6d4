import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Model } from '../model.ts'
import { type Running, type Sandbox, start } from '../sandbox.ts'
import { CLIENTS_OC_DIR } from './codex.ts'

const modules = path.join(CLIENTS_OC_DIR, 'node_modules')

/** The platform package's own binary; `.bin/opencode` is a stub until its install script has run. */
export function opencodeProgram(): string | null {
  const places = [`opencode-${process.platform}-${process.arch}/bin/opencode`, '.bin/opencode']
  return places.map(place => path.join(modules, place)).find(existsSync) ?? null
}

/** Settings for a model on loopback, without accounts, updates and downloads. */
export function configureOpencode(box: Sandbox, model: Model, more: object = {}): void {
  box.put(path.join(box.home, '.config/opencode/opencode.json'), {
    $schema: 'https://opencode.ai/config.json',
    autoupdate: false,
    share: 'disabled',
    model: 'loopback/scripted',
    small_model: 'loopback/scripted',
    enabled_providers: ['loopback'],
    provider: {
      loopback: {
        npm: '@ai-sdk/openai-compatible',
        name: 'Loopback',
        options: { baseURL: `http://127.0.0.1:${model.port}/v1`, apiKey: 'dummy-local-key' },
        models: { scripted: { name: 'Scripted', tool_call: true, limit: { context: 200_000, output: 8000 } } },
      },
    },
    permission: { bash: 'allow', edit: 'allow', question: 'allow' },
    ...more,
  })
  seedPlugins(path.join(box.home, '.config/opencode'))
  linkRipgrep(box)
}

/**
 * OpenCode installs its plugin package into every configuration folder at start-up, and plugins wait for it.
 * A lock file that names the package spares it the attempt.
 */
function seedPlugins(folder: string): void {
  const dependencies = { '@opencode-ai/plugin': '*' }
  const boxed = path.join(folder, 'node_modules')
  mkdirSync(boxed, { recursive: true })
  const link = path.join(boxed, '@opencode-ai')
  if (!existsSync(link)) symlinkSync(path.join(modules, '@opencode-ai'), link)
  for (const [file, content] of [
    ['package.json', { dependencies }],
    ['package-lock.json', { name: 'seed', lockfileVersion: 3, requires: true, packages: { '': { dependencies } } }],
  ] as const)
    writeFileSync(path.join(folder, file), JSON.stringify(content))
}

/** Skills and searches need ripgrep, and OpenCode would download it; the Codex package holds one. */
function linkRipgrep(box: Sandbox): void {
  const vendor = path.join(modules, `@openai/codex-${process.platform}-${process.arch}/vendor`)
  const triple = existsSync(vendor) ? readdirSync(vendor)[0] : undefined
  const bin = path.join(box.dir, 'bin')
  mkdirSync(bin, { recursive: true })
  if (triple) symlinkSync(path.join(vendor, triple, 'codex-path/rg'), path.join(bin, 'rg'))
  box.env.PATH = `${bin}${path.delimiter}${box.env.PATH}`
}

export const OPENCODE_ENV = {
  OPENCODE_DISABLE_AUTOUPDATE: '1',
  OPENCODE_DISABLE_MODELS_FETCH: '1',
  OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
}

export interface OpencodeServer {
  /** Calls the HTTP API; a body makes it a POST. */
  call<T = unknown>(route: string, body?: object): Promise<T>
  running: Running
}

/** `opencode serve` on a free port of loopback. */
export async function serveOpencode(box: Sandbox): Promise<OpencodeServer> {
  const folder = path.join(box.project, '.opencode')
  if (existsSync(folder)) seedPlugins(folder)
  let found: (url: string) => void = () => {}
  const url = new Promise<string>(resolve => (found = resolve))
  const running = start(box, opencodeProgram()!, ['serve', '--port', '0', '--hostname', '127.0.0.1'], {
    env: OPENCODE_ENV,
    onLine: line => {
      const at = /http:\/\/127\.0\.0\.1:\d+/.exec(line)
      if (at) found(at[0])
    },
  })
  const base = await Promise.race([
    url,
    running.done.then(({ stderr }) => Promise.reject(new Error(`opencode did not start: ${stderr.slice(-400)}`))),
  ])
  return {
    running,
    async call<T>(route: string, body?: object): Promise<T> {
      const response = await fetch(`${base}${route}`, {
        method: body ? 'POST' : 'GET',
        headers: { 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${route} answered ${response.status}: ${text.slice(0, 400)}`)
      return (text ? JSON.parse(text) : null) as T
    },
  }
}
