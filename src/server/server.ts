import { fromJsonSchema, McpServer } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { withCaller } from '../app/caller.ts'
import { UserError } from '../core/errors.ts'
import { maskDeep, maskSecrets } from '../core/secrets.ts'
import { version } from '../generated/version.ts'
import type { Env } from '../io/env.ts'
import type { Store } from '../store/store.ts'
import { INSTRUCTIONS } from './instructions.ts'
import { registerPrompts } from './prompts.ts'
import { registerResources } from './resources.ts'
import { check, type Schema } from './schema.ts'
import type { Tool, ToolContext } from './tool.ts'
import { registry } from './tools/_registry.ts'
import { DrainingTransport } from './transport.ts'

type JsonSchema = Parameters<typeof fromJsonSchema>[0]

export interface ServeOptions {
  cwd: string
  env: Env
  openStore(): Promise<Store>
  /** One line per protocol failure, for stderr. */
  report(line: string): void
  /** Offer the pack's commands as prompts. */
  prompts: boolean
}

/** Serves MCP on stdin and stdout until stdin ends. Both protocol eras; nothing but protocol goes to stdout. */
export async function serve(options: ServeOptions): Promise<void> {
  let opened: Promise<Store> | undefined
  const context: ToolContext = {
    cwd: options.cwd,
    get env() {
      return withCaller(options.env, options.cwd)
    },
    store() {
      opened ??= options.openStore()
      // A store that could not be opened is tried again at the next call.
      opened.catch(() => {
        opened = undefined
      })
      return opened
    },
  }
  const transport = new DrainingTransport()
  const closed = new Promise<void>(resolve => {
    serveStdio(() => createServer(context, options.prompts, resolve), {
      transport,
      onerror: error => options.report(`midstride mcp: ${error.message.split('\n')[0]}`),
    })
  })
  await closed
  await (await opened?.catch(() => undefined))?.close()
}

async function createServer(context: ToolContext, prompts: boolean, onclose: () => void): Promise<McpServer> {
  const server = new McpServer(
    { name: 'midstride', title: 'midstride', version },
    { instructions: INSTRUCTIONS, capabilities: { tools: {}, resources: {}, ...(prompts && { prompts: {} }) } },
  )
  for (const tool of registry) register(server, tool, context)
  registerResources(server, context)
  if (prompts) await registerPrompts(server)
  server.server.onclose = onclose
  return server
}

function register(server: McpServer, tool: Tool, context: ToolContext): void {
  server.registerTool(
    tool.name,
    {
      title: tool.title,
      description: tool.description,
      inputSchema: fromJsonSchema<Record<string, unknown>>(tool.input as JsonSchema, { getValidator: inputValidator }),
      outputSchema: fromJsonSchema<Record<string, unknown>>(tool.output as JsonSchema, { getValidator: trusted }),
      annotations: { title: tool.title, ...tool.annotations },
    },
    args => call(tool, args, context),
  )
}

async function call(tool: Tool, args: Record<string, unknown>, context: ToolContext) {
  try {
    const result = await tool.run(args, context)
    const data = maskDeep(result.data)
    const text = result.text === undefined ? JSON.stringify(data, null, 1) : maskSecrets(result.text)
    return { content: [{ type: 'text' as const, text }], structuredContent: data }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { content: [{ type: 'text' as const, text: maskSecrets(error.line) }], isError: true }
  }
}

type Validator = Parameters<typeof fromJsonSchema>[1] & object

const inputValidator = (schema => {
  return (input: unknown) => {
    const { value, problems } = check(schema as Schema, input)
    return problems.length === 0
      ? { valid: true, data: value, errorMessage: undefined }
      : { valid: false, data: undefined, errorMessage: problems.join('; ') }
  }
}) as Validator['getValidator']

/** Answers are made here, and tests check them against the schema; at run time that would be time spent twice. */
const trusted = (() => (data: unknown) => ({ valid: true, data, errorMessage: undefined })) as Validator['getValidator']
