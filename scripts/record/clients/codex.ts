import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Model } from '../model.ts'
import { type Running, type Sandbox, start } from '../sandbox.ts'

/** Folder that Codex and OpenCode were installed into with npm; `CLIENTS_OC_DIR` names another. */
export const CLIENTS_OC_DIR = process.env.CLIENTS_OC_DIR ?? '/tmp/clients-oc'

export function codexProgram(): string | null {
  const program = path.join(CLIENTS_OC_DIR, 'node_modules/.bin/codex')
  return existsSync(program) ? program : null
}

/** What Codex wants to know of a model before it offers it `apply_patch`. */
const CATALOG = {
  models: [
    {
      slug: 'scripted',
      display_name: 'Scripted',
      description: 'Says what it is told to.',
      base_instructions: 'You are a scripted model.',
      apply_patch_tool_type: 'freeform',
      shell_type: 'shell_command',
      supported_reasoning_levels: [],
      supports_parallel_tool_calls: false,
      support_verbosity: false,
      truncation_policy: { mode: 'tokens', limit: 10_000 },
      context_window: 272_000,
      input_modalities: ['text'],
      experimental_supported_tools: [],
      visibility: 'list',
      supported_in_api: true,
      priority: 1,
    },
  ],
}

/** Settings for a model on loopback, without accounts, updates, statistics and plugin catalogues. */
export function configureCodex(box: Sandbox, model: Model, more = ''): void {
  box.put(path.join(box.home, '.codex/catalog.json'), CATALOG)
  box.put(
    path.join(box.home, '.codex/config.toml'),
    `model = "scripted"
model_provider = "loopback"
model_catalog_json = "${path.join(box.home, '.codex/catalog.json')}"
approval_policy = "never"
sandbox_mode = "danger-full-access"
check_for_update_on_startup = false

[model_providers.loopback]
name = "Loopback"
base_url = "http://127.0.0.1:${model.port}/v1"
wire_api = "responses"
env_key = "LOOPBACK_KEY"
request_max_retries = 0
stream_max_retries = 0

[analytics]
enabled = false

[feedback]
enabled = false

[features]
plugins = false
apps = false
default_mode_request_user_input = true

[tools.update_plan]
enabled = true

[projects."${box.project}"]
trust_level = "trusted"
${more}`,
  )
}

export const CODEX_ENV = { LOOPBACK_KEY: 'dummy-local-key' }

type Json = Record<string, unknown>

export interface AppServer {
  request(method: string, params: Json): Promise<Json>
  /** Waits for a notification that the test accepts. */
  until(accept: (message: Json) => boolean): Promise<Json>
  running: Running
}

/** `codex app-server`: JSON-RPC, one message per line. `reply` answers what the server asks the client. */
export function appServer(box: Sandbox, reply: (message: Json) => Json): AppServer {
  const pending = new Map<number, { resolve: (value: Json) => void; reject: (error: Error) => void }>()
  const waiting: { accept: (message: Json) => boolean; resolve: (message: Json) => void }[] = []
  const running = start(box, codexProgram()!, ['app-server'], {
    env: CODEX_ENV,
    onLine: line => {
      const message = JSON.parse(line) as Json
      if (message.method && message.id !== undefined) {
        running.write(JSON.stringify({ id: message.id, result: reply(message) }))
        return
      }
      const asked = pending.get(message.id as number)
      if (asked)
        message.error ? asked.reject(new Error(JSON.stringify(message.error))) : asked.resolve(message.result as Json)
      for (const wait of waiting.filter(({ accept }) => accept(message))) {
        waiting.splice(waiting.indexOf(wait), 1)
        wait.resolve(message)
      }
    },
  })
  let ids = 0
  return {
    running,
    request: (method, params) =>
      new Promise((resolve, reject) => {
        ids += 1
        pending.set(ids, { resolve, reject })
        running.write(JSON.stringify({ id: ids, method, params }))
      }),
    until: accept => new Promise(resolve => waiting.push({ accept, resolve })),
  }
}
