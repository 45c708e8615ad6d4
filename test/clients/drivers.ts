import { setTimeout as sleep } from 'node:timers/promises'
import { type Chat, chat, claudeProgram, type Event, trustProject } from '../../scripts/record/clients/claude-code.ts'
import { CODEX_ENV, codexProgram, configureCodex } from '../../scripts/record/clients/codex.ts'
import { askGemini, configureGemini, geminiProgram } from '../../scripts/record/clients/gemini.ts'
import { configureOpencode, opencodeProgram, serveOpencode } from '../../scripts/record/clients/opencode.ts'
import type { Model } from '../../scripts/record/model.ts'
import { type Sandbox, start } from '../../scripts/record/sandbox.ts'
import { anthropic } from '../../scripts/record/wires/anthropic.ts'
import { gemini as geminiWire } from '../../scripts/record/wires/gemini.ts'
import { openaiChat } from '../../scripts/record/wires/openai-chat.ts'
import { responses } from '../../scripts/record/wires/responses.ts'
import type { Call, Wire } from '../../scripts/record/wires/wire.ts'

/** OpenCode tells its plugins that a session is idle and goes on; a server that is stopped at once waits for none of them. */
const IDLE_MS = 2000

/** A conversation with a real client, the same for all of them. */
export interface Conversation {
  say(text: string): Promise<void>
  /** Runs a command of the pack the way this client's users do. */
  command(name: string, words: string): Promise<void>
  /** Compacts by hand, where the client can be told to without a terminal. */
  compact?(): Promise<void>
  /** Says something, and the client is killed when `midst` has come, without a word. */
  killed(text: string, midst: Promise<unknown>): Promise<void>
  close(): Promise<void>
}

export interface Server {
  command: string
  args: string[]
  env: Record<string, string>
}

export interface Driver {
  agent: string
  program(): string | null
  wire: Wire
  /** A call of one of midstride's MCP tools, as this client's model would make it. */
  call(tool: string, input: Call['input']): Call
  /** Names midstride's MCP server in the client's own configuration, as its documentation says. */
  serve(box: Sandbox, server: Server): void
  /** A todo list of one open entry, as this client's model would write it. */
  todo(content: string): Call
  /** Where text reaches the model over a compaction: the request after it, the request for the summary, or nowhere. */
  recoversIn: 'next' | 'summary' | null
  /** Changes a line of a file. */
  edit(file: string, from: string, to: string): Call
  /** Writes the user's own settings: the model, trust, no account. Before anything is installed, which must keep them. */
  configure(box: Sandbox, model: Model): void
  open(box: Sandbox, model: Model): Promise<Conversation>
}

const claudeCode: Driver = {
  agent: 'claude-code',
  program: claudeProgram,
  recoversIn: 'next',
  wire: anthropic,
  call: (tool, input) => ({ name: `mcp__midstride__${tool}`, input }),
  serve: (box, midstride) => void box.put('.mcp.json', { mcpServers: { midstride } }),
  todo: content => ({ name: 'TaskCreate', input: { subject: content, description: content } }),
  edit: (file, from, to) => ({ name: 'Edit', input: { file_path: file, old_string: from, new_string: to } }),
  configure: trustProject,
  async open(box, model) {
    const talk: Chat = chat(box, model)
    const turn = async (text: string) => {
      const result: Event = await talk.turn(text)
      if (result.subtype !== 'success') throw new Error(JSON.stringify(result))
    }
    return {
      say: turn,
      command: (name, words) => turn(`/${name} ${words}`),
      compact: () => turn('/compact'),
      async killed(text, midst) {
        talk.type(text)
        await midst
        await killAll(talk.running)
      },
      close: async () => void (await talk.close()),
    }
  },
}

const codex: Driver = {
  agent: 'codex',
  program: codexProgram,
  recoversIn: 'next',
  wire: responses,
  call: (tool, input) => ({ name: tool, namespace: 'mcp__midstride', input }),
  serve: (box, { command, args, env }) =>
    void box.put(
      '.codex/config.toml',
      [
        '[mcp_servers.midstride]',
        `command = ${JSON.stringify(command)}`,
        `args = ${JSON.stringify(args)}`,
        '[mcp_servers.midstride.env]',
        ...Object.entries(env).map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
        '',
      ].join('\n'),
    ),
  todo: content => ({ name: 'update_plan', input: { plan: [{ step: content, status: 'in_progress' }] } }),
  edit: (file, from, to) => ({
    name: 'apply_patch',
    input: ['*** Begin Patch', `*** Update File: ${file}`, '@@', `-${from}`, `+${to}`, '*** End Patch'].join('\n'),
  }),
  configure: (box, model) => configureCodex(box, model),
  async open(box) {
    let begun = false
    let full = false
    const run = (text: string) => {
      const flags = ['exec', '--json', '--dangerously-bypass-hook-trust', '-c', 'sandbox_mode="workspace-write"']
      if (full) flags.push('-c', 'model_auto_compact_token_limit=1000')
      full = false
      const args = begun ? [...flags, 'resume', '--last', text] : [...flags, text]
      begun = true
      return start(box, codexProgram()!, args, { env: CODEX_ENV })
    }
    const say = (text: string) => finish(run(text))
    return {
      say,
      async killed(text, midst) {
        const running = run(text)
        running.end()
        await midst
        await killAll(running)
      },
      command: (name, words) => say(`$${name} ${words}`),
      // `exec` cannot be told to compact; it does so by itself before a turn that finds the context full.
      compact: async () => {
        full = true
      },
      close: async () => {},
    }
  },
}

const opencode: Driver = {
  agent: 'opencode',
  program: opencodeProgram,
  recoversIn: 'summary',
  wire: openaiChat,
  call: (tool, input) => ({ name: `midstride_${tool}`, input }),
  serve: (box, { command, args, env }) =>
    void box.put('opencode.json', {
      mcp: { midstride: { type: 'local', command: [command, ...args], environment: env, enabled: true } },
    }),
  todo: content => ({ name: 'todowrite', input: { todos: [{ content, status: 'in_progress', priority: 'medium' }] } }),
  edit: (file, from, to) => ({ name: 'edit', input: { filePath: file, oldString: from, newString: to } }),
  configure: (box, model) => configureOpencode(box, model),
  async open(box) {
    const server = await serveOpencode(box)
    const { id } = await server.call<{ id: string }>('/session', { title: 'Work' })
    return {
      say: async text => void (await server.call(`/session/${id}/message`, { parts: [{ type: 'text', text }] })),
      command: async (name, words) =>
        void (await server.call(`/session/${id}/command`, { command: name, arguments: words })),
      compact: async () =>
        void (await server.call(`/session/${id}/summarize`, {
          providerID: 'loopback',
          modelID: 'scripted',
          auto: false,
        })),
      async killed(text, midst) {
        server.call(`/session/${id}/message`, { parts: [{ type: 'text', text }] }).catch(() => {})
        await midst
        await killAll(server.running)
      },
      async close() {
        await sleep(IDLE_MS)
        server.running.stop()
        await server.running.done
      },
    }
  },
}

const gemini: Driver = {
  agent: 'gemini',
  program: geminiProgram,
  recoversIn: null,
  wire: geminiWire,
  call: (tool, input) => ({ name: `mcp_midstride_${tool}`, input }),
  serve: (box, midstride) => void box.put('.gemini/settings.json', { mcpServers: { midstride } }),
  todo: content => ({ name: 'write_todos', input: { todos: [{ description: content, status: 'in_progress' }] } }),
  edit: (file, from, to) => ({
    name: 'replace',
    input: { file_path: file, instruction: 'Change it', old_string: from, new_string: to },
  }),
  configure: box => configureGemini(box),
  async open(box, model) {
    let begun = false
    const run = (text: string) => {
      const args = begun ? ['--resume', 'latest'] : []
      begun = true
      return askGemini(box, model, text, args)
    }
    const say = (text: string) => finish(run(text))
    return {
      say,
      command: (name, words) => say(`/${name} ${words}`),
      async killed(text, midst) {
        const running = run(text)
        running.end()
        await midst
        await killAll(running)
      },
      close: async () => {},
    }
  },
}

export const drivers: Driver[] = [claudeCode, codex, opencode, gemini]

async function killAll(running: ReturnType<typeof start>): Promise<void> {
  running.kill()
  await running.done
}

async function finish(running: ReturnType<typeof start>): Promise<void> {
  running.end()
  const { code, stdout, stderr } = await running.done
  if (code !== 0) throw new Error(`exit code ${code}: ${stderr.slice(-800)} ${stdout.slice(-400)}`)
}
